/** Values of people's metadata by path: decoded once a text, numbers never rounded. Pure; keeps nothing. */
import { decodeDocument, ExactNumber, toCellValue } from '#contract/exact-json';
import { pathLimits, readAtPath, type MetadataPath } from '#contract/metadata-path';
import type { CellValue } from '#renderer/table/types.ts';

/** Larger texts are not decoded for a column. */
export const maxDecodedCharacters = pathLimits.documentCharacters;

/** What stands at each path: unknown while the metadata is, or where it is too large; nothing where there is no such path. */
export function readMetadataValues(metadata: CellValue, paths: readonly MetadataPath[]): CellValue[] {
  if (typeof metadata !== 'string') return paths.map(() => (metadata === undefined ? undefined : null));
  if (metadata.length > maxDecodedCharacters) return paths.map(() => undefined);
  const document = decodeDocument(metadata);
  return paths.map((path) => toCellValue(readAtPath(document, path)));
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}
