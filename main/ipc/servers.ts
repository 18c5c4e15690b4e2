/** Requests about saved servers and their windows. Which server a form edits is known from its window, not from the request. */
import type { CheckReport } from '#contract/domain/server-check';
import { fail, succeed, type Result } from '#contract/result';
import type { CapabilityStore } from '#main/services/capabilities/capabilities';
import type { Checks } from '#main/services/check/checks';
import type { WindowControl } from '#main/services/ports';
import type { ServersService } from '#main/services/servers/servers';
import type { DomainHandlers } from './handler.ts';

export function createServerHandlers(deps: {
  servers: ServersService;
  windows: WindowControl;
  checks: Checks;
  capabilities: Pick<CapabilityStore, 'read'>;
}): DomainHandlers<'servers'> {
  const { servers, windows, checks } = deps;
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
    'servers:save': async (draft, sender) => {
      const saved = await servers.save(draft, sender.serverId);
      if (saved.ok) checks.adopt(sender.windowId, saved.value.id, saved.value);
      return saved;
    },
    'servers:close-form': async (_request, sender) => {
      windows.closeForm(sender.windowId);
      return succeed(null);
    },
    'servers:run-check': async ({ checkId, serverId, draft, extent }, sender): Promise<Result<CheckReport>> => {
      // SECURITY: a form checks what it holds, the window of a server that one; all servers are the manager's.
      if (sender.windowKind === 'form') {
        return draft
          ? checks.checkDraft(sender, checkId, draft, extent)
          : fail('invalid_request', 'There is nothing to check.');
      }
      const own = sender.windowKind === 'server' ? sender.serverId : serverId;
      if (own === undefined || draft || extent || (serverId !== undefined && serverId !== own)) {
        return fail('forbidden_window', 'This window may not check that.');
      }
      return checks.checkSaved(sender, checkId, own);
    },
    'servers:cancel-check': async ({ checkId }, sender) => {
      checks.cancel(sender.windowId, checkId);
      return succeed(null);
    },
    'servers:read-capabilities': async (_request, sender) =>
      sender.serverId === undefined ? unknownServer : succeed(deps.capabilities.read(sender.serverId)),
  };
}
