/** The saved servers as main tells them, followed while a view shows them. */
import { useEffect, useState } from 'react';
import type { ServerList } from '#contract/channels';
import type { GavelError } from '#contract/result';
import { listen, request } from '#renderer/lib/bridge.ts';

export interface ServerListState {
  list: ServerList | undefined;
  error: GavelError | undefined;
  retry: () => void;
}

/** Reads the list once and follows its changes. */
export function useServerList(): ServerListState {
  const [list, setList] = useState<ServerList>();
  const [error, setError] = useState<GavelError>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    let hasNewer = false;
    const stop = listen('servers:list-changed', (next) => {
      hasNewer = true;
      setList(next);
      setError(undefined);
    });
    void request('servers:list', {}).then((answer) => {
      // A change that came while the list was read is newer than the answer.
      if (!isCurrent || hasNewer) return;
      if (answer.ok) {
        setList(answer.value);
        setError(undefined);
      } else setError(answer.error);
    });
    return () => {
      isCurrent = false;
      stop();
    };
  }, [attempt]);
  return { list, error, retry: () => setAttempt((count) => count + 1) };
}
