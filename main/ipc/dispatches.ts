/** Requests about the dispatches of a room. Making and stopping them goes through the door. */
import { fail } from '#contract/result';
import type { DispatchWatch } from '../services/dispatch-watch/dispatch-watch.ts';
import type { DomainHandlers } from './handler.ts';

export function createDispatchHandlers({
  dispatchWatch,
}: {
  dispatchWatch: Pick<DispatchWatch, 'list'>;
}): DomainHandlers<'dispatches'> {
  return {
    // SECURITY: the server is the sending window's own; a request cannot name another.
    'dispatches:list': async ({ room }, sender) =>
      sender.serverId === undefined
        ? fail('forbidden_window', 'This window belongs to no server.')
        : dispatchWatch.list(sender.serverId, room),
  };
}
