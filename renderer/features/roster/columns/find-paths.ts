/** Which paths the metadata of people has, with how many have each and what one has there. Bounded; each text is decoded once. */
import { decodeDocument, toCellValue } from '#contract/exact-json';
import { listPaths, nameMetadataField, pathLimits } from '#contract/metadata-path';
import { runSlices, type RunSlices } from '#renderer/lib/time-slices.ts';
import type { CellValue, ColumnTable } from '#renderer/table/types.ts';
import { listPresent } from '../present-rows.ts';
import { isPlainObject, maxDecodedCharacters } from './read-metadata-values.ts';

export interface FoundPath {
  /** Field name: `meta.seat`. */
  name: string;
  /** How many have something there, as `has:` finds them. */
  people: number;
  sample: CellValue;
}

export interface PathFindings {
  /** Those that most people have first. */
  paths: readonly FoundPath[];
  /** There are more paths than are offered. */
  isCut: boolean;
  /** People whose metadata is too large to be looked into. */
  tooLarge: number;
}

/** @returns the way to stop looking */
export function findPaths(
  table: ColumnTable,
  onFound: (findings: PathFindings) => void,
  run: RunSlices = runSlices,
): () => void {
  /** How many people have each text. */
  const texts = new Map<string, number>();
  const found = new Map<string, FoundPath>();
  /** How many have an object where others may have something else: that is something, too. */
  const objects = new Map<string, number>();
  let tooLarge = 0;
  let isCut = false;
  for (const row of listPresent(table)) {
    const text = table.read(row, 'metadata');
    if (typeof text !== 'string' || text === '') continue;
    if (text.length > maxDecodedCharacters) tooLarge++;
    else texts.set(text, (texts.get(text) ?? 0) + 1);
  }

  function look([text, people]: readonly [string, number]): void {
    const paths = listPaths(decodeDocument(text), isPlainObject);
    if (paths.length >= pathLimits.paths) isCut = true;
    for (const { path, value } of paths) {
      const name = nameMetadataField(path);
      const sample = toCellValue(value);
      const holders = sample === null || sample === '' ? 0 : people;
      const known = found.get(name);
      if (known) known.people += holders;
      else if (found.size < pathLimits.paths) found.set(name, { name, people: holders, sample });
      else isCut = true;
    }
    const outer = new Set(
      paths.flatMap(({ path }) => path.slice(1).map((_key, index) => path.slice(0, index + 1))).map(nameMetadataField),
    );
    for (const name of outer) {
      if (objects.has(name) || objects.size < pathLimits.paths) objects.set(name, (objects.get(name) ?? 0) + people);
    }
  }

  return run([...texts], look, () =>
    onFound({
      paths: [...found.values()]
        .map((path) => ({ ...path, people: path.people + (objects.get(path.name) ?? 0) }))
        .sort((one, other) => other.people - one.people || one.name.localeCompare(other.name)),
      isCut,
      tooLarge,
    }),
  );
}
