/** What saved servers are known to allow, kept over restarts. Knows nothing of how it is found out. */
import { z } from 'zod';
import {
  capabilityNames,
  type Capabilities,
  type Capability,
  type CapabilityName,
} from '#contract/domain/capabilities';
import { readJsonFile, writeJsonFile } from '../../storage/json-file.ts';
import type { Clock, EventSink, Logger } from '../ports.ts';

const capabilitySchema = z.strictObject({
  state: z.enum(['yes', 'no', 'unknown']),
  reason: z.string().max(1_000),
  source: z.enum(['check', 'call']),
  atMs: z.number(),
});
const fileSchema = z.strictObject({
  version: z.literal(1),
  servers: z.record(z.string(), z.partialRecord(z.enum(capabilityNames), capabilitySchema)),
});

export interface CapabilityStore {
  read(serverId: string): Capabilities;
  /** Keeps what was learnt and tells the server's window. Never rejects: what cannot be kept is learnt again. */
  remember(serverId: string, name: CapabilityName, learnt: Omit<Capability, 'atMs'>): void;
  /** The server is gone, or is another one now. */
  forget(serverId: string): void;
  /** Resolves when everything is on the disk. */
  flush(): Promise<void>;
}

/** A damaged file is set aside and read as empty: everything in it can be learnt again. */
export async function createCapabilityStore(deps: {
  filePath: string;
  clock: Clock;
  events: EventSink;
  logger: Logger;
  /** Servers of this run only are kept in memory. */
  isSaved: (serverId: string) => boolean;
}): Promise<CapabilityStore> {
  const content = await readJsonFile(deps.filePath, fileSchema, deps.clock.now());
  const servers = new Map<string, Capabilities>(
    content.kind === 'read' ? (Object.entries(content.value.servers) as [string, Capabilities][]) : [],
  );
  let writing: Promise<void> = Promise.resolve();

  function save(): void {
    const saved = Object.fromEntries([...servers].filter(([serverId]) => deps.isSaved(serverId)));
    writing = writing
      .then(() => writeJsonFile(deps.filePath, { version: 1, servers: saved }))
      .catch((error: unknown) => deps.logger.warn(`capabilities were not written: ${String(error)}`));
  }

  return {
    read: (serverId) => servers.get(serverId) ?? {},
    remember(serverId, name, learnt) {
      const known = servers.get(serverId) ?? {};
      const next = { ...known, [name]: { ...learnt, atMs: deps.clock.now() } };
      servers.set(serverId, next);
      const before = known[name];
      // The time alone is not worth a write at every call.
      if (before?.state === learnt.state && before.reason === learnt.reason) return;
      deps.events.toServer(serverId, 'servers:capabilities-changed', next);
      save();
    },
    forget(serverId) {
      if (!servers.delete(serverId)) return;
      deps.events.toServer(serverId, 'servers:capabilities-changed', {});
      save();
    },
    flush: () => writing,
  };
}
