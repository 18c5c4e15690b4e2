/** Which rooms each server's window had open, so that they can be offered again. Joins nothing. */
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from '../../storage/json-file.ts';
import type { Clock, Logger } from '../ports.ts';

/** More are never opened at once: each is a join. */
export const maxLastRooms = 12;

const fileSchema = z.strictObject({
  version: z.literal(1),
  servers: z.record(z.string().max(64), z.array(z.string().min(1).max(256)).max(maxLastRooms)),
});

export interface LastRooms {
  /** In the order of their tabs; empty where nothing is remembered. */
  read(serverId: string): readonly string[];
  save(serverId: string, rooms: readonly string[]): Promise<void>;
}

/** A damaged file is set aside: what was open is then not offered. */
export async function createLastRooms(deps: {
  filePath: string;
  clock: Clock;
  logger: Logger;
  /** False for servers that are gone, or that live for this run only. */
  isKept: (serverId: string) => boolean;
}): Promise<LastRooms> {
  const content = await readJsonFile(deps.filePath, fileSchema, deps.clock.now());
  if (content.kind === 'damaged') {
    deps.logger.warn(`last rooms set aside as ${content.setAsidePath}: ${content.reason}`);
  }
  const known = new Map<string, readonly string[]>(
    content.kind === 'read' ? Object.entries(content.value.servers) : [],
  );
  let writing: Promise<void> = Promise.resolve();

  return {
    read: (serverId) => known.get(serverId) ?? [],
    async save(serverId, rooms) {
      known.set(serverId, rooms.slice(0, maxLastRooms));
      const servers = Object.fromEntries([...known].filter(([id]) => deps.isKept(id)));
      const written = writing.then(() => writeJsonFile(deps.filePath, { version: 1, servers }));
      writing = written.catch(() => undefined);
      await written;
    },
  };
}
