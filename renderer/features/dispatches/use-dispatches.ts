/** The dispatches of one room as main last saw them. */
import { useEffect, useState } from 'react';
import type { DispatchList } from '#contract/domain/dispatch-facts';
import { listen, request } from '#renderer/lib/bridge.ts';

/** Lives with one room's view: another room is another component. */
export function useDispatches(room: string): DispatchList {
  const [list, setList] = useState<DispatchList>(createEmpty(room));
  useEffect(() => {
    const stop = listen('dispatches:list-changed', (next) => {
      if (next.room === room) setList(next);
    });
    void request('dispatches:list', { room }).then((answer) => {
      setList((current) => {
        if (current.room !== room || current.readAtMs !== undefined) return current;
        return answer.ok ? answer.value : { ...createEmpty(room), error: answer.error };
      });
    });
    return stop;
  }, [room]);
  return list;
}

function createEmpty(room: string): DispatchList {
  return { room, dispatches: [], orphans: [] };
}
