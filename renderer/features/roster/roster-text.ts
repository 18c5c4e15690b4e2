/** What the roster says in words: its foot, and what a row is called after its identity. Pure. */
import type { ParticipantKind } from '#contract/domain/participant-facts';
import { participantFields, readAttributeFieldName, type FieldType } from '#contract/fields';
import { doubtKinds } from '#contract/presence-doubt';
import { nameDoubt } from '#renderer/components/glyphs/describe-doubt.ts';
import { nameKind } from '#renderer/components/glyphs/kind-icon.tsx';
import type { CellValue, SortKey } from '#renderer/table/types.ts';
import type { AttributeKeyCounts } from '#renderer/room/person-columns.ts';
import { formatCount } from '#renderer/lib/format.ts';
import { cutText } from '#renderer/lib/tokenize-hostile-text.ts';

const spokenCharacters = 100;

/** `24 shown of 26 · sorted by identity`. */
export function describeShown(shown: number, total: number, sort: readonly SortKey[]): string {
  const count =
    shown === total ? `${formatCount(total)} shown` : `${formatCount(shown)} shown of ${formatCount(total)}`;
  return `${count} · ${describeSort(sort)}`;
}

/** `400 of 1,284 attribute keys as columns; all are in the Inspector`; undefined where every key has its column. */
export function describeMissingColumns({ found, shown, isFoundCut }: AttributeKeyCounts): string | undefined {
  if (found === shown) return undefined;
  const all = `${isFoundCut ? 'more than ' : ''}${formatCount(found)}`;
  return `${formatCount(shown)} of ${all} attribute keys as columns; all are in the Inspector`;
}

function describeSort(sort: readonly SortKey[]): string {
  return sort.length === 0 ? describeSortKeys(sort) : `sorted by ${describeSortKeys(sort)}`;
}

/** `joined, last first, then identity`. */
export function describeSortKeys(sort: readonly SortKey[]): string {
  if (sort.length === 0) return 'in order of first sight';
  return sort
    .map(({ column, direction }) => `${nameField(column)}${direction === 'descending' ? ', last first' : ''}`)
    .join(', then ');
}

function nameField(column: string): string {
  return readAttributeFieldName(column) ?? participantFields.find(({ name }) => name === column)?.label ?? column;
}

/** What is said of a row after its identity: its name, and what is out of the ordinary. */
export function describePerson(read: (column: string) => CellValue): string {
  const name = read('name');
  const state = read('state');
  const words = [
    typeof name === 'string' ? cutText(name, spokenCharacters).text : '',
    typeof state === 'string' && state !== 'active' ? state : '',
    read('hidden') === true ? 'hidden' : '',
    describeDoubts(read('doubt')),
  ];
  return words.filter((word) => word !== '').join(', ');
}

function describeDoubts(value: CellValue): string {
  const kinds = typeof value === 'string' ? value.split(', ') : [];
  return doubtKinds
    .filter((kind) => kinds.includes(kind))
    .map(nameDoubt)
    .join(', ');
}

/** Types of fields whose cells show words. The others show glyphs, ages and lamps, whose inner names nobody has written. */
const wordTypes: ReadonlySet<FieldType> = new Set(['text', 'json', 'enumeration']);
const typesByField = new Map(participantFields.map(({ name, type }) => [name, type]));

/** What the quick filter finds in a cell: the words that it shows. `ann` must find Ann, not everybody who cannot. */
export function describeCell(column: string, value: CellValue): string {
  if (typeof value !== 'string' || !wordTypes.has(typesByField.get(column) ?? 'text')) return '';
  return column === 'kind' ? nameKind(value as ParticipantKind) : value;
}
