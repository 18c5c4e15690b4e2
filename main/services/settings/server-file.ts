/** One JSON file with something small for each server, kept in memory and written whole. Knows nothing of what it keeps. */
import { z } from 'zod';
import type { Clock, Logger } from '../ports.ts';
import { readJsonFile, writeJsonFile } from '../../storage/json-file.ts';

export interface ServerFile<Value> {
  /** Undefined where nothing is kept. */
  read(serverId: string): Value | undefined;
  save(serverId: string, value: Value): Promise<void>;
}

export interface ServerFileDeps {
  filePath: string;
  clock: Clock;
  logger: Logger;
  /** False for servers that are gone, or that live for this run only. */
  isKept: (serverId: string) => boolean;
}

/** A damaged file is set aside, and nothing is known then. `what` it holds is said in the log. */
export async function createServerFile<Value>(
  deps: ServerFileDeps & { what: string; valueSchema: z.ZodType<Value> },
): Promise<ServerFile<Value>> {
  const fileSchema = z.strictObject({
    version: z.literal(1),
    servers: z.record(z.string().max(64), deps.valueSchema),
  });
  const content = await readJsonFile(deps.filePath, fileSchema, deps.clock.now());
  if (content.kind === 'damaged') {
    deps.logger.warn(`${deps.what} set aside as ${content.setAsidePath}: ${content.reason}`);
  }
  const known = new Map<string, Value>(content.kind === 'read' ? Object.entries(content.value.servers) : []);
  let writing: Promise<void> = Promise.resolve();

  return {
    read: (serverId) => known.get(serverId),
    async save(serverId, value) {
      known.set(serverId, value);
      const servers = Object.fromEntries([...known].filter(([id]) => deps.isKept(id)));
      const written = writing.then(() => writeJsonFile(deps.filePath, { version: 1, servers }));
      writing = written.catch(() => undefined);
      await written;
    },
  };
}
