/** Requests about saved servers and their windows. Which server a form edits is known from its window, not from the request. */
import { fail, succeed } from '#contract/result';
import type { WindowControl } from '#main/services/ports';
import type { ServersService } from '#main/services/servers/servers';
import type { DomainHandlers } from './handler.ts';

export function createServerHandlers(deps: {
  servers: ServersService;
  windows: WindowControl;
}): DomainHandlers<'servers'> {
  const { servers, windows } = deps;
  const unknownServer = fail('not_found', 'This server is not saved any more.');
  return {
    'servers:list': async () => succeed(await servers.list()),
    'servers:list-names': async () => succeed(servers.listNames()),
    'servers:read-current': async (_request, sender) => {
      const profile = sender.serverId === undefined ? undefined : servers.find(sender.serverId);
      return profile ? succeed(profile) : unknownServer;
    },
    'servers:open': async ({ serverId }) => {
      if (!servers.find(serverId)) return unknownServer;
      windows.openServer(serverId);
      return succeed(null);
    },
    'servers:open-form': async ({ serverId }, sender) => {
      // SECURITY: the window of a server edits that one; all servers are the manager's.
      if (sender.windowKind === 'server' && serverId !== sender.serverId) {
        return fail('forbidden_window', 'This window may edit its own server only.');
      }
      if (serverId !== undefined && !servers.find(serverId)) return unknownServer;
      windows.openForm(serverId);
      return succeed(null);
    },
    'servers:open-manager': async () => {
      windows.openManager();
      return succeed(null);
    },
    'servers:delete': ({ serverId }) => servers.remove(serverId),
    'servers:read-form': async (_request, sender) => {
      const profile = sender.serverId === undefined ? undefined : servers.find(sender.serverId);
      return succeed({ profile: profile ?? null, protection: await servers.protection() });
    },
    'servers:save': (draft, sender) => servers.save(draft, sender.serverId),
    'servers:close-form': async (_request, sender) => {
      windows.closeForm(sender.windowId);
      return succeed(null);
    },
  };
}
