/** The dispatches of one room as main last saw them. */
import { useEffect, useState } from 'react';
import type { DispatchList } from '#contract/domain/dispatch-facts';
import { listen, request } from '#renderer/lib/bridge.ts';

/** Lives with one room's view: another room is another component. */
export function useDispatches(room: string): DispatchList {
  const [list, setList] = useState<DispatchList>(createEmpty(room));
  useEffect(() => {
    let hasList = false;
    const stop = listen('dispatches:list-changed', (next) => {
      if (next.room !== room) return;
      hasList = true;
      setList(next);
    });
    const stopReads = listen('dispatches:read-again', ({ room: read, readAtMs }) => {
      if (read === room) setList((current) => ({ ...current, readAtMs }));
    });
    void request('dispatches:list', { room }).then((answer) => {
      setList((current) => {
        if (current.room !== room || hasList) return current;
        return answer.ok ? answer.value : { ...createEmpty(room), error: answer.error };
      });
    });
    return () => {
      stop();
      stopReads();
    };
  }, [room]);
  return list;
}

function createEmpty(room: string): DispatchList {
  return { room, dispatches: [], orphans: [] };
}
