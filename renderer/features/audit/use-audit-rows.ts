/** The rows of the record that this window may see: the newest page, what is appended, and older pages when asked for. */
import { useEffect, useRef, useState } from 'react';
import type { AuditRecord } from '#contract/domain/activity';
import type { GavelError } from '#contract/result';
import { listen, request } from '#renderer/lib/bridge.ts';

const pageRows = 500;

export interface AuditRows {
  /** The newest page and all that came since, oldest first. */
  rows: readonly AuditRecord[];
  /** The pages before it, oldest first. */
  olderRows: readonly AuditRecord[];
  hasOlder: boolean;
  error: GavelError | undefined;
  /** Another one with each reading anew: what was shown before it holds no more. */
  generation: number;
  loadOlder(): void;
  /** After a purge: what is gone must not stay on screen. */
  readAgain(): void;
}

/** `isWhole` follows the rows of every server, which only the manager may. */
export function useAuditRows({ isWhole }: { isWhole: boolean }): AuditRows {
  const [rows, setRows] = useState<readonly AuditRecord[]>([]);
  const [olderRows, setOlderRows] = useState<readonly AuditRecord[]>([]);
  const [hasOlder, setHasOlder] = useState(false);
  const [error, setError] = useState<GavelError>();
  const [attempt, setAttempt] = useState(0);
  const isLoading = useRef(false);

  useEffect(() => {
    let isCurrent = true;
    const channel = isWhole ? 'audit:appended-anywhere' : 'audit:appended';
    const stop = listen(channel, (batch) => setRows((current) => append(current, batch)));
    void request('audit:list', { limit: pageRows }).then((answer) => {
      if (!isCurrent) return;
      setError(answer.ok ? undefined : answer.error);
      if (!answer.ok) return;
      const page = answer.value.toReversed();
      setHasOlder(page.length === pageRows);
      setOlderRows([]);
      // What was appended while the page was read comes behind it.
      setRows((current) => append(page, current));
    });
    return () => {
      isCurrent = false;
      stop();
    };
  }, [isWhole, attempt]);

  async function loadOlder(): Promise<void> {
    const oldest = olderRows[0] ?? rows[0];
    if (!oldest || !hasOlder || isLoading.current) return;
    isLoading.current = true;
    const answer = await request('audit:list', { limit: pageRows, beforeSequence: oldest.sequence });
    isLoading.current = false;
    setError(answer.ok ? undefined : answer.error);
    // After a failure nothing is asked for again by itself.
    setHasOlder(answer.ok && answer.value.length === pageRows);
    if (answer.ok) setOlderRows((current) => [...answer.value.toReversed(), ...current]);
  }

  return {
    rows,
    olderRows,
    hasOlder,
    error,
    generation: attempt,
    loadOlder: () => void loadOlder(),
    readAgain() {
      setRows([]);
      setAttempt((count) => count + 1);
    },
  };
}

/** Those that both have are taken once, for the list and the events may overlap. */
function append(older: readonly AuditRecord[], newer: readonly AuditRecord[]): readonly AuditRecord[] {
  const last = older.at(-1)?.sequence ?? 0;
  return [...older, ...newer.filter(({ sequence }) => sequence > last)];
}
