/** What a row of the event log says of single fields of a person: which value became which. Pure; values it does not tell are unknown. */
import type { CellValue } from '#contract/cell-value';
import type { PermissionFacts } from '#contract/domain/participant-facts';
import { nameAttributeField, participantFields, type FieldSubject } from '#contract/fields';
import { isCutText } from './event-log.ts';
import type { RoomEventRow } from './types.ts';

export interface FieldChange {
  /** A name of contract/fields, or `attributes` where a change was too long to tell its keys. */
  field: string;
  /** `undefined` is not told, `null` nothing. */
  before: CellValue;
  after: CellValue;
}

/** Rows never change, and a history is told anew with each one that comes. */
const known = new WeakMap<RoomEventRow, readonly FieldChange[]>();

/** The changes that a row tells; none for rows that are about no field. */
export function readFieldChanges(row: RoomEventRow): readonly FieldChange[] {
  let changes = known.get(row);
  if (!changes) {
    changes = readRow(row);
    known.set(row, changes);
  }
  return changes;
}

function readRow(row: RoomEventRow): FieldChange[] {
  switch (row.type) {
    case 'joined':
      if (row.after !== undefined) return [{ field: 'sid', before: row.before, after: row.after }];
      return [{ field: 'state', before: null, after: 'joined' }];
    case 'active':
      return [{ field: 'state', before: 'joined', after: 'active' }];
    case 'left':
      return [{ field: 'state', before: undefined, after: 'left' }];
    case 'name':
    case 'metadata':
    case 'kind':
    case 'region':
      return [{ field: row.type, before: row.before, after: row.after }];
    case 'attributes':
      return readAttributeChanges(row);
    case 'permissions':
      return readRightChanges(row);
    case 'track-published':
      return row.field === undefined ? [] : [{ field: row.field, before: null, after: readTrack(row.after) }];
    case 'track-unpublished':
      return row.field === undefined ? [] : [{ field: row.field, before: readTrack(row.before), after: null }];
    case 'track-muted':
      return row.field === undefined ? [] : [{ field: row.field, before: 'live', after: 'muted' }];
    case 'track-unmuted':
      return row.field === undefined ? [] : [{ field: row.field, before: 'muted', after: 'live' }];
    default:
      return [];
  }
}

function readAttributeChanges({ before = '', after = '' }: RoomEventRow): FieldChange[] {
  const [was, is] = [readObject(before), readObject(after)];
  if (!was || !is) return [{ field: 'attributes', before: undefined, after: undefined }];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].map((key) => ({
    field: nameAttributeField(key),
    before: readText(was, key),
    after: readText(is, key),
  }));
}

/** Every right that reads otherwise, and `hidden`. */
function readRightChanges({ before = '', after = '' }: RoomEventRow): FieldChange[] {
  const [was, is] = [readObject(before), readObject(after)];
  if (!was || !is) return [];
  return participantFields
    .filter(({ name, type }) => type === 'right' || name === 'hidden')
    .map((field) => ({ field: field.name, before: field.read(ofRights(was)), after: field.read(ofRights(is)) }))
    .filter((change) => change.before !== change.after);
}

/** Rights are read of the permissions alone. */
function ofRights(permission: object): FieldSubject {
  return { facts: { permission: permission as PermissionFacts } } as FieldSubject;
}

function readTrack(text: string | undefined): CellValue {
  const track = readObject(text ?? '');
  return track === undefined ? undefined : track['muted'] === true ? 'muted' : 'live';
}

function readText(values: Record<string, unknown>, key: string): CellValue {
  const value = Object.hasOwn(values, key) ? values[key] : undefined;
  return typeof value === 'string' ? value : null;
}

function readObject(text: string): Record<string, unknown> | undefined {
  if (isCutText(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
