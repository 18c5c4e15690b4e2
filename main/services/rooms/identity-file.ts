/** Keeps issued identities in a JSON file. */
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from '../../storage/json-file.ts';
import type { Clock } from '../ports.ts';
import type { IdentityStore } from './ports.ts';

const fileSchema = z.strictObject({
  version: z.literal(1),
  identities: z.array(z.strictObject({ identity: z.string(), endedAtMs: z.number().nullable() })),
});

/** A damaged file is set aside and read as empty: the worst that follows is that an old observer of ours is shown. */
export function createIdentityFile(deps: { filePath: string; clock: Clock }): IdentityStore {
  return {
    async load() {
      const content = await readJsonFile(deps.filePath, fileSchema, deps.clock.now());
      return content.kind === 'read' ? content.value.identities : [];
    },
    save: (identities) => writeJsonFile(deps.filePath, { version: 1, identities }),
  };
}
