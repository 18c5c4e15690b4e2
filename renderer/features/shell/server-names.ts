/** The names of all saved servers, for going from one to another. Where they are is not told to a server's window. */
import { useEffect, useState } from 'react';
import type { ServerName } from '#contract/domain/server-profile';
import { listen, request } from '#renderer/lib/bridge.ts';

/** Reads the names once and follows their changes; empty until they are known. */
export function useServerNames(): readonly ServerName[] {
  const [names, setNames] = useState<readonly ServerName[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const stop = listen('servers:names-changed', (next) => {
      // A change that came while the names were read is newer than the answer.
      isCurrent = false;
      setNames(next);
    });
    void request('servers:list-names', {}).then((answer) => {
      if (isCurrent && answer.ok) setNames(answer.value);
    });
    return () => {
      isCurrent = false;
      stop();
    };
  }, []);
  return names;
}
