/** Requests about listening and seeing. Window and server come from the sender alone. */
import { fail } from '#contract/result';
import type { Listening } from '#main/services/listening/listening';
import type { DomainHandlers } from './handler.ts';

export function createListeningHandlers({ listening }: { listening: Listening }): DomainHandlers<'listening'> {
  return {
    'listening:begin': async (wish, { windowId, serverId }) => {
      if (serverId === undefined) return fail('forbidden_window', 'This window belongs to no server.');
      return listening.begin({ windowId, serverId }, wish);
    },
    'listening:report': async (report, { windowId, serverId }) => {
      if (serverId === undefined) return fail('forbidden_window', 'This window belongs to no server.');
      return listening.report({ windowId, serverId }, report);
    },
  };
}
