/** Requests about links to rooms. The server is the sending window's own. */
import { fail, succeed } from '#contract/result';
import type { Links } from '#main/services/links/links';
import type { DomainHandlers } from './handler.ts';

export function createLinkHandlers({ links }: { links: Links }): DomainHandlers<'links'> {
  return {
    'links:make': async ({ room, identity }, { serverId }) =>
      serverId === undefined
        ? fail('forbidden_window', 'This window belongs to no server.')
        : links.make(serverId, { room, ...(identity === undefined ? {} : { identity }) }),
    'links:take': async (_request, { serverId }) =>
      succeed((serverId === undefined ? undefined : links.take(serverId)) ?? null),
  };
}
