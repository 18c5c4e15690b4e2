/** Values of people's metadata by path: decoded once a text, numbers never rounded. Pure; keeps nothing. */
import { pathLimits, readAtPath, type MetadataPath } from '#contract/metadata-path';
import { decodeMetadata, ExactNumber, type JsonValue } from '#renderer/lib/decode-metadata.ts';
import type { CellValue } from '#renderer/table/types.ts';

/** Larger texts are not decoded for a column. */
export const maxDecodedCharacters = pathLimits.documentCharacters;

/** More digits in a row than a number keeps. */
const longNumber = /\d{16}/;

/** The document of a metadata text; undefined where it is no JSON. */
export function decodeDocument(text: string): unknown {
  // The exact way costs several times as much.
  if (longNumber.test(text)) {
    const decoded = decodeMetadata(text);
    return decoded.kind === 'json' ? decoded.value : undefined;
  }
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** What stands at each path: unknown while the metadata is, or where it is too large; nothing where there is no such path. */
export function readMetadataValues(metadata: CellValue, paths: readonly MetadataPath[]): CellValue[] {
  if (typeof metadata !== 'string') return paths.map(() => (metadata === undefined ? undefined : null));
  if (metadata.length > maxDecodedCharacters) return paths.map(() => undefined);
  const document = decodeDocument(metadata);
  return paths.map((path) => toCellValue(readAtPath(document, path)));
}

/** Plain values stay what they are; lists and objects are told by their JSON. */
export function toCellValue(value: unknown): CellValue {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    case 'undefined':
      return null;
    default:
      if (value === null) return null;
      return value instanceof ExactNumber ? value.source : writeJson(value);
  }
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

function writeJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (inner instanceof ExactNumber ? inner.source : inner));
}
