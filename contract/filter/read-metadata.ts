/** Reads one path of metadata that is JSON, with what was read of each text kept: people write it rarely and it is asked often. Pure. */
import type { CellValue } from '#contract/cell-value';
import { pathLimits, readAtPath, type MetadataPath } from '#contract/metadata-path';
import type { ReadCell } from './types.ts';

export const metadataColumn = 'metadata';

/** Texts that are remembered; beyond it all are read anew. */
const maxRemembered = 20_000;

/** What stands at a path: unknown while the metadata is or where it is too large, nothing where it is no JSON or has no such path. */
export function createMetadataReader(path: MetadataPath): (read: ReadCell) => CellValue {
  const remembered = new Map<string, CellValue>();
  return (read) => {
    const text = read(metadataColumn);
    if (typeof text !== 'string') return text === undefined ? undefined : null;
    if (text.length > pathLimits.documentCharacters) return undefined;
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const value = readText(text, path);
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(text, value);
    return value;
  };
}

/** More digits in a row than a number keeps. */
const longNumber = /\d{16}/;

/** Such a number is its digits, as its column shows them; an engine that does not tell them rounds. */
function keepLongNumber(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  return typeof value === 'number' && source !== undefined && longNumber.test(source) ? source : value;
}

function readText(text: string, path: MetadataPath): Exclude<CellValue, undefined> {
  let document: unknown;
  try {
    document = longNumber.test(text) ? JSON.parse(text, keepLongNumber) : JSON.parse(text);
  } catch {
    return null;
  }
  const value = readAtPath(document, path);
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    default:
      return value === undefined || value === null ? null : JSON.stringify(value);
  }
}
