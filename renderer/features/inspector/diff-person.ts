/** What differs between two looks at one person, field by field; what moves by itself (ages, levels) is left out. Pure. */
import type { CellValue } from '#contract/cell-value';
import type { TrackFacts } from '#contract/domain/participant-facts';
import { nameAttributeField, participantFields, type FieldSubject } from '#contract/fields';
import { listPaths, nameMetadataField, pathLimits } from '#contract/metadata-path';
import { decodeDocument, toCellValue } from '#contract/exact-json';
import { isPlainObject } from '#renderer/features/roster/columns/read-metadata-values.ts';
import { sayTrack } from '#renderer/room/participant-changes.ts';
import { restlessFields } from './restless-fields.ts';

export interface PersonDifference {
  field: string;
  /** `undefined` unknown, `null` nothing. */
  before: CellValue;
  after: CellValue;
}

export function diffPerson(before: FieldSubject, after: FieldSubject): PersonDifference[] {
  const fields = participantFields
    .filter(({ name }) => !restlessFields.has(name) && name !== 'metadata')
    .map(({ name, read }) => ({ field: name, before: read(before), after: read(after) }));
  const differences = [
    ...fields,
    ...diffAttributes(before.facts.attributes, after.facts.attributes),
    ...diffMetadata(before.facts.metadata, after.facts.metadata),
    ...diffTracks(before.facts.tracks, after.facts.tracks),
  ];
  return differences.filter((difference) => difference.before !== difference.after);
}

function diffAttributes(before: Record<string, string>, after: Record<string, string>): PersonDifference[] {
  const read = (from: Record<string, string>, key: string): CellValue => (Object.hasOwn(from, key) ? from[key] : null);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((key) => ({
    field: nameAttributeField(key),
    before: read(before, key),
    after: read(after, key),
  }));
}

/** By path where both are JSON objects of a size to be looked through, else as two texts. */
function diffMetadata(before: string, after: string): PersonDifference[] {
  if (before === after) return [];
  const [was, is] = [readPaths(before), readPaths(after)];
  if (!was || !is) return [{ field: 'metadata', before, after }];
  const differences = [...new Set([...was.keys(), ...is.keys()])]
    .map((field) => ({ field, before: was.get(field) ?? null, after: is.get(field) ?? null }))
    .filter((difference) => difference.before !== difference.after);
  // Deeper than is looked, or spelled otherwise.
  return differences.length === 0 ? [{ field: 'metadata', before, after }] : differences;
}

function readPaths(text: string): Map<string, CellValue> | undefined {
  if (text.length > pathLimits.documentCharacters) return undefined;
  const document = decodeDocument(text);
  if (!isPlainObject(document)) return undefined;
  return new Map(
    listPaths(document, isPlainObject).map(({ path, value }) => [nameMetadataField(path), toCellValue(value)]),
  );
}

function diffTracks(before: readonly TrackFacts[], after: readonly TrackFacts[]): PersonDifference[] {
  const read = (tracks: readonly TrackFacts[]): Map<string, string> =>
    new Map(tracks.map((track) => [track.sid, sayTrack(track)]));
  const [was, is] = [read(before), read(after)];
  return [...new Set([...was.keys(), ...is.keys()])].map((sid) => ({
    field: `track ${sid}`,
    before: was.get(sid) ?? null,
    after: is.get(sid) ?? null,
  }));
}
