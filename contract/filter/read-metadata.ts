/** Reads one path of metadata that is JSON, with what was read of each text kept: people write it rarely and it is asked often. Pure. */
import type { CellValue } from '#contract/cell-value';
import { decodeDocument, toCellValue } from '#contract/exact-json';
import { pathLimits, readAtPath, type MetadataPath } from '#contract/metadata-path';
import { createTextMemory } from './text-memory.ts';
import type { ReadCell } from './types.ts';

export const metadataColumn = 'metadata';

/** Of texts that are remembered for one path. */
const rememberedCharacters = 4_000_000;

/** What stands at a path: unknown while the metadata is or where it is too large, nothing where it is no JSON or has no such path. */
export function createMetadataReader(path: MetadataPath): (read: ReadCell) => CellValue {
  return createReader((document) => toCellValue(readAtPath(document, path)), null);
}

/** Whether JSON’s own null stands at a path, rather than nothing. */
export function createNullReader(path: MetadataPath): (read: ReadCell) => boolean | undefined {
  return createReader((document) => readAtPath(document, path) === null, false);
}

/** @param nothing where there is no metadata */
function createReader<Value extends Exclude<CellValue, undefined>>(
  look: (document: unknown) => Value,
  nothing: Value,
): (read: ReadCell) => Value | undefined {
  const remembered = createTextMemory<Value>(rememberedCharacters);
  return (read) => {
    const text = read(metadataColumn);
    if (typeof text !== 'string') return text === undefined ? undefined : nothing;
    if (text.length > pathLimits.documentCharacters) return undefined;
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const value = look(decodeDocument(text));
    remembered.set(text, value);
    return value;
  };
}
