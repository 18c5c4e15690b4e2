/** One check at a time as a window asks for it: its lines as they come, and its end. Leaving the view calls it off. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CheckExtent, CheckLine, CheckLineId, CheckReport } from '#contract/domain/server-check';
import type { GavelError, Result } from '#contract/result';
import type { RequestPayloads } from '#contract/schemas/requests';
import { listen, request } from '#renderer/lib/bridge.ts';

export type CheckRequest = Omit<RequestPayloads['servers:run-check'], 'checkId'>;

export interface CheckState {
  checkId: string;
  extent: CheckExtent;
  isRunning: boolean;
  lines: ReadonlyMap<CheckLineId, CheckLine>;
  /** Lines that are known, in the order in which they became so. */
  settled: readonly CheckLine[];
  report?: CheckReport;
  error?: GavelError;
}

export interface Check {
  state: CheckState | undefined;
  /** Resolves with all lines once it has ended, also where it was called off. */
  start: (what: CheckRequest) => Promise<Result<CheckReport>>;
  stop: () => void;
}

export function useCheck(): Check {
  const [state, setState] = useState<CheckState>();
  const current = useRef<string>(undefined);

  const stop = useCallback(() => {
    if (current.current !== undefined) void request('servers:cancel-check', { checkId: current.current });
  }, []);

  useEffect(() => {
    const stopListening = listen('servers:check-line', ({ checkId, line }) => {
      setState((known) => (known?.checkId === checkId && known.isRunning ? addLine(known, line) : known));
    });
    return () => {
      stopListening();
      stop();
    };
  }, [stop]);

  const start = useCallback(async (what: CheckRequest) => {
    const checkId = crypto.randomUUID();
    current.current = checkId;
    setState({ checkId, extent: what.extent ?? 'full', isRunning: true, lines: new Map(), settled: [] });
    const answer = await request('servers:run-check', { ...what, checkId });
    if (current.current === checkId) current.current = undefined;
    setState((known) => {
      if (known?.checkId !== checkId) return known;
      if (!answer.ok) return { ...known, isRunning: false, error: answer.error };
      const lines = new Map(answer.value.lines.map((line) => [line.id, line]));
      return { ...known, isRunning: false, lines, report: answer.value };
    });
    return answer;
  }, []);

  return { state, start, stop };
}

function addLine(state: CheckState, line: CheckLine): CheckState {
  const lines = new Map(state.lines).set(line.id, line);
  return { ...state, lines, settled: line.state === 'running' ? state.settled : [...state.settled, line] };
}

/** The lines for which a server should not be used as it is. */
export function listFailures(state: CheckState | undefined): CheckLine[] {
  return [...(state?.lines.values() ?? [])].filter((line) => line.state === 'failed');
}
