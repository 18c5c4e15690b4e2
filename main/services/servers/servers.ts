/** The saved servers: profiles in a file, secrets in the vault. Decides when a secret must be asked for again. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { parseServerAddress, readSavedAddress, type ServerAddress } from '#contract/server-address';
import type { ServerList } from '#contract/channels';
import {
  environments,
  observerModes,
  serverColours,
  type SecretProtection,
  type ServerName,
  type ServerDraft,
  type ServerProfile,
} from '#contract/domain/server-profile';
import { fail, succeed, type Result } from '#contract/result';
import { readJsonFile, writeJsonFile } from '../../storage/json-file.ts';
import type { Clock, ConfirmInMain, EventSink, ServerAccess, WindowControl } from '../ports.ts';
import type { Applied, SecretPurpose, Vault } from '../vault/vault.ts';

const savedServerSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]{16,32}$/),
  name: z.string(),
  url: z.string(),
  apiKey: z.string(),
  colour: z.enum(serverColours),
  environment: z.enum(environments),
  observerMode: z.enum(observerModes),
});
const fileSchema = z.strictObject({ version: z.literal(1), servers: z.array(savedServerSchema) });
type SavedServer = z.infer<typeof savedServerSchema>;

/** How a draft reads once an optional member may also be present and undefined, as schemas give it. */
type SubmittedDraft = Omit<ServerDraft, 'apiSecret'> & { apiSecret?: string | undefined };

export interface ServersService {
  list(): Promise<ServerList>;
  /** All servers without addresses and keys. */
  listNames(): ServerName[];
  find(serverId: string): ServerProfile | undefined;
  /** Address and credentials; fails with `not_found`, `secret_missing` or `keystore_changed`. */
  findAccess(serverId: string): Promise<Result<ServerAccess>>;
  /** The signalling and API origins that a server's window may connect to. */
  findAddress(serverId: string): ServerAddress | undefined;
  protection(): Promise<SecretProtection>;
  /**
   * Adds a server, or changes the one with this id. Nothing is written if the draft is refused. Another address or a
   * stricter observer mode closes the server's windows, and with them every session in its rooms: asked about in main
   * first where drafts would be lost (`declined`). Another key or secret closes nothing.
   */
  save(draft: SubmittedDraft, serverId?: string): Promise<Result<ServerProfile>>;
  /** Adds a server that is gone with this run; neither it nor its secret is ever written. */
  addTemporary(server: {
    name: string;
    url: string;
    apiKey: string;
    apiSecret: string;
  }): Promise<Result<ServerProfile>>;
  /** Asks in main first; false if the moderator declined. */
  remove(serverId: string): Promise<Result<{ isDeleted: boolean }>>;
}

/** Reads the profiles; a damaged file is set aside and named in every list from then on. */
export async function createServers(deps: {
  filePath: string;
  clock: Clock;
  vault: Vault;
  events: EventSink;
  windows: WindowControl;
  confirm: ConfirmInMain;
  /** Told of a server that is reached otherwise than before, or not at all any more. */
  onAccessChanged?: (serverId: string) => void;
  /** The server is asked with another key or secret from now on, and its windows stay. */
  onKeyChanged?: (serverId: string) => void;
}): Promise<ServersService> {
  const content = await readJsonFile(deps.filePath, fileSchema, deps.clock.now());
  const damagedFile = content.kind === 'damaged' ? { path: content.setAsidePath, reason: content.reason } : undefined;
  let servers: SavedServer[] = content.kind === 'read' ? content.value.servers : [];
  const temporaryIds = new Set<string>();
  let writing: Promise<void> = Promise.resolve();

  async function list(): Promise<ServerList> {
    const protection = await deps.vault.describeProtection();
    return { servers: servers.map(describe), protection, ...(damagedFile ? { damagedFile } : {}) };
  }

  /** SECURITY: named members only, for the window of one server must not learn where the others are. */
  function listNames(): ServerName[] {
    return servers.map(({ id, name, colour, environment }) => ({ id, name, colour, environment }));
  }

  function describe(server: SavedServer): ServerProfile {
    return {
      ...server,
      secretState: deps.vault.stateOf(server.id, readPurpose(server)),
      isTemporary: temporaryIds.has(server.id),
    };
  }

  async function replace(next: SavedServer[]): Promise<void> {
    servers = next;
    const saved = next.filter((server) => !temporaryIds.has(server.id));
    const written = writing.then(() => writeJsonFile(deps.filePath, { version: 1, servers: saved }));
    writing = written.catch(() => undefined);
    await written;
    deps.events.toEveryWindow('servers:names-changed', listNames());
    deps.events.toEveryWindow('servers:list-changed', await list());
  }

  function findSaved(serverId: string): SavedServer | undefined {
    return servers.find((server) => server.id === serverId);
  }

  function warnOfDrafts(serverId: string): string {
    const draftCount = deps.windows.countDrafts(serverId);
    return draftCount === 0
      ? ''
      : `\n\nIts window closes, and ${nameDrafts(draftCount)} in it ${draftCount === 1 ? 'is' : 'are'} lost.`;
  }

  /** A window that has to close takes what was typed in it along. */
  async function mayLoseDrafts(server: SavedServer): Promise<boolean> {
    const draftCount = deps.windows.countDrafts(server.id);
    if (draftCount === 0) return true;
    return deps.confirm({
      title: `Close the window of ${server.name} with ${nameDrafts(draftCount)}?`,
      detail:
        'With another address, or with the right to listen taken away, every session of this server ends and its window closes. What was typed there and not saved is lost.',
      confirmLabel: 'Save and close',
      declineLabel: 'Keep editing',
      serverId: server.id,
    });
  }

  return {
    list,
    listNames,
    find(serverId) {
      const server = findSaved(serverId);
      return server && describe(server);
    },
    findAddress(serverId) {
      const server = findSaved(serverId);
      const address = server && parseServerAddress(server.url);
      return address?.ok ? address.value : undefined;
    },
    async findAccess(serverId) {
      const server = findSaved(serverId);
      if (!server) return fail('not_found', 'This server is not saved any more.');
      const address = parseServerAddress(server.url);
      if (!address.ok) return address;
      const secret = await deps.vault.read(serverId, readPurpose(server));
      if (!secret.ok) return secret;
      return succeed({
        serverId,
        serverName: server.name,
        apiOrigin: address.value.apiOrigin,
        signalOrigin: address.value.signalOrigin,
        apiKey: server.apiKey,
        apiSecret: secret.value,
        observerMode: server.observerMode,
      });
    },
    protection: () => deps.vault.describeProtection(),
    async save(draft, serverId) {
      const old = serverId === undefined ? undefined : findSaved(serverId);
      if (serverId !== undefined && !old) return fail('not_found', 'This server was deleted while it was edited.');
      const address = readSavedAddress(draft.url, draft.environment);
      if (!address.ok) return address;
      const isElsewhere = old !== undefined && isOriginChanged(old.url, address.value);
      const mustGiveSecret = !old || isElsewhere || old.apiKey !== draft.apiKey;
      // SECURITY: a stored secret is never used for an address (or key) that it was not entered for; else a changed
      // address would collect signed tokens.
      if (mustGiveSecret && draft.apiSecret === undefined) {
        return fail('secret_missing', explainMissingSecret(old, isElsewhere), { field: 'apiSecret' });
      }
      // SECURITY: a session that is open holds a token of the old mode, which may listen until it ends.
      const isStricter = old?.observerMode === 'levels' && draft.observerMode === 'strict';
      const mustClose = isElsewhere || isStricter;
      if (old && mustClose && !(await mayLoseDrafts(old))) {
        return fail('declined', 'Nothing was saved, so that the window and its drafts stay.');
      }
      const id = old?.id ?? createServerId();
      const { apiSecret, ...rest } = draft;
      const next: SavedServer = { id, ...rest, url: address.value.signalOrigin };
      const isReachedOtherwise = old && (isElsewhere || old.apiKey !== next.apiKey);
      const apply = (): Applied => {
        if (isReachedOtherwise) deps.onAccessChanged?.(id);
        return {
          written: replace(old ? servers.map((server) => (server.id === id ? next : server)) : [...servers, next]),
          undo() {
            servers = servers.flatMap((server) => (server !== next ? [server] : old ? [old] : []));
            if (isReachedOtherwise) deps.onAccessChanged?.(id);
          },
        };
      };
      if (apiSecret !== undefined && !temporaryIds.has(id))
        await deps.vault.keep(id, readPurpose(next), apiSecret, apply);
      else {
        if (apiSecret !== undefined) deps.vault.keepForSession(id, readPurpose(next), apiSecret);
        await apply().written;
      }
      if (mustClose) deps.windows.closeServer(id);
      else if (old && (apiSecret !== undefined || old.apiKey !== next.apiKey)) {
        deps.onKeyChanged?.(id);
        deps.events.toServer(id, 'servers:access-changed', {});
      }
      return succeed(describe(next));
    },
    async addTemporary({ name, url, apiKey, apiSecret }) {
      const address = parseServerAddress(url);
      if (!address.ok) return address;
      const id = createServerId();
      temporaryIds.add(id);
      const server: SavedServer = {
        id,
        name,
        url: address.value.signalOrigin,
        apiKey,
        colour: 'teal',
        environment: 'development',
        observerMode: 'levels',
      };
      deps.vault.keepForSession(id, readPurpose(server), apiSecret);
      servers = [...servers, server];
      return succeed(describe(server));
    },
    async remove(serverId) {
      const server = findSaved(serverId);
      if (!server) return fail('not_found', 'This server is not saved any more.');
      const isConfirmed = await deps.confirm({
        title: `Delete ${server.name}?`,
        detail: `Its address, API key and secret are removed from this computer. The LiveKit server itself is not touched. (${server.url})${warnOfDrafts(serverId)}`,
        confirmLabel: 'Delete server',
      });
      if (!isConfirmed) return succeed({ isDeleted: false });
      deps.windows.closeServer(serverId);
      await deps.vault.forget(serverId);
      temporaryIds.delete(serverId);
      await replace(servers.filter((candidate) => candidate.id !== serverId));
      deps.onAccessChanged?.(serverId);
      return succeed({ isDeleted: true });
    },
  };
}

function nameDrafts(draftCount: number): string {
  return draftCount === 1 ? '1 unsaved draft' : `${draftCount} unsaved drafts`;
}

/** SECURITY: what a secret is bound to, so that it is never sent elsewhere, whatever became of the two files. */
function readPurpose({ url, apiKey }: SavedServer): SecretPurpose {
  const address = parseServerAddress(url);
  return { origin: address.ok ? address.value.signalOrigin : url, apiKey };
}

function isOriginChanged(oldUrl: string, next: ServerAddress): boolean {
  const old = parseServerAddress(oldUrl);
  return !old.ok || old.value.signalOrigin !== next.signalOrigin;
}

function explainMissingSecret(old: SavedServer | undefined, isElsewhere: boolean): string {
  if (!old) return 'The API secret is needed.';
  return isElsewhere
    ? 'The address changed, so the API secret is asked for again.'
    : 'The API key changed, so its secret is needed.';
}

/** Random and never reused, because it is also the origin of the server's window. */
function createServerId(): string {
  return Array.from(randomBytes(20), (byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31]).join('');
}
