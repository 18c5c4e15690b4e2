/** What can be asked of people: the registry's fields, and named questions. A new question is one more line of the table. Pure. */
import { participantFields, type FieldType } from '#contract/fields';
import type { DoubtKind } from '#contract/presence-doubt';
import { participantKinds, participantStates } from '#contract/domain/participant-facts';
import type { FilterField, FilterLanguage, FilterPredicate, ReadCell, Truth } from './types.ts';

const minuteMs = 60_000;

/** What the registry does not say of its fields. */
const details: Readonly<Record<string, Partial<FilterField>>> = {
  kind: {
    values: participantKinds.filter((kind) => kind !== 'unknown'),
    aliases: { person: 'standard', people: 'standard', phone: 'sip', recorder: 'egress' },
  },
  state: { values: [...participantStates.filter((state) => state !== 'unknown'), 'left'] },
  quality: { values: ['lost', 'poor', 'good', 'excellent'], isOrdered: true },
  source: { values: ['event', 'api', 'both'] },
};

/** Fields that a room's app may bring, and ages of others; until somebody has written them they are unknown. */
const furtherFields: Readonly<Record<string, FieldType>> = {
  tracks: 'number',
  publishing: 'boolean',
  'hand.position': 'number',
  stage: 'text',
  waited: 'time',
  locked: 'text',
};

function listFields(): FilterField[] {
  const known = new Set(participantFields.map(({ name }) => name));
  const fields: FilterField[] = participantFields.map(({ name, type }) => ({ name, type, ...details[name] }));
  for (const [name, type] of Object.entries(furtherFields)) if (!known.has(name)) fields.push({ name, type });
  if (!known.has('age')) fields.push({ name: 'age', type: 'time', column: 'joined' });
  return fields;
}

/** Equal to a value; unknown stays unknown. */
function isValue(column: string, ...values: readonly unknown[]): Pick<FilterPredicate, 'columns' | 'test'> {
  return {
    columns: [column],
    test: (read) => {
      const value = read(column);
      return value === undefined ? undefined : values.includes(value);
    },
  };
}

function isYoungerThan(column: string, ageMs: number): Pick<FilterPredicate, 'columns' | 'dependsOnTime' | 'test'> {
  return {
    columns: [column],
    dependsOnTime: true,
    test: (read, nowMs) => compareAge(read, column, nowMs, (age) => age <= ageMs),
  };
}

function compareAge(read: ReadCell, column: string, nowMs: number, compare: (ageMs: number) => boolean): Truth {
  const timeMs = read(column);
  if (timeMs === undefined) return undefined;
  return typeof timeMs === 'number' && compare(nowMs - timeMs);
}

function isDoubted(kind: DoubtKind): Pick<FilterPredicate, 'columns' | 'test'> {
  return { columns: ['doubt'], test: (read) => (read('doubt') === undefined ? undefined : hasDoubt(read, kind)) };
}

function hasDoubt(read: ReadCell, kind: DoubtKind): boolean {
  const doubts = read('doubt');
  return typeof doubts === 'string' && doubts.split(', ').includes(kind);
}

/** Without these a person is only half known. */
const essentialColumns = ['state', 'kind', 'joined', 'can.subscribe', 'can.publish', 'can.publishData', 'hidden'];
const trackColumns = ['mic', 'camera', 'screen'];

const predicates: Readonly<Record<string, FilterPredicate>> = {
  new: { meaning: 'joined in the last minute', ...isYoungerThan('joined', minuteMs) },
  changed: { meaning: 'changed in the last minute', ...isYoungerThan('changed', minuteMs) },
  stale: {
    meaning: 'not seen for a minute and not known to have left, or told of by an old session',
    columns: ['state', 'seen', 'doubt'],
    dependsOnTime: true,
    test: (read, nowMs) => {
      if (read('state') === 'left') return false;
      return hasDoubt(read, 'stale') || compareAge(read, 'seen', nowMs, (ageMs) => ageMs > minuteMs);
    },
  },
  ghost: { meaning: 'listed and never connected, or known from one side only', ...isDoubted('ghost') },
  duplicate: { meaning: 'took the place of another session of the same identity', ...isDoubted('duplicate') },
  reconnecting: { meaning: 'comes back, or has lost the link', ...isDoubted('reconnecting') },
  console: { meaning: 'claims to be another console', ...isDoubted('console') },
  hidden: { meaning: 'not shown to the others', ...isValue('hidden', true) },
  unknown: {
    meaning: 'state, kind, join time or rights are not known',
    columns: essentialColumns,
    test: (read) => essentialColumns.some((column) => read(column) === undefined || read(column) === 'unknown'),
  },
  left: { meaning: 'has left the room', ...isValue('state', 'left') },
  joining: { meaning: 'is not connected yet', ...isValue('state', 'joining', 'joined') },
  speaking: { meaning: 'speaks now', ...isValue('speaking', true) },
  silent: { meaning: 'has a microphone and does not speak', ...isValue('speaking', false) },
  muted: { meaning: 'has muted the microphone', ...isValue('mic', 'muted') },
  publishing: {
    meaning: 'has a microphone, camera or screen share that is on',
    columns: trackColumns,
    test: (read) => {
      const values = trackColumns.map(read);
      if (values.includes('live')) return true;
      return values.includes(undefined) ? undefined : false;
    },
  },
  poor: { meaning: 'has a poor or lost link', ...isValue('quality', 'poor', 'lost') },
  person: { meaning: 'a person', ...isValue('kind', 'standard') },
  agent: { meaning: 'an agent', ...isValue('kind', 'agent') },
  phone: { meaning: 'calls by phone', ...isValue('kind', 'sip') },
  recorder: { meaning: 'records', ...isValue('kind', 'egress') },
  raised: {
    meaning: 'has raised a hand',
    columns: ['hand'],
    test: (read) => (read('hand') === undefined ? undefined : read('hand') !== null),
  },
};

/** What the box over the participants understands. */
export const participantLanguage: FilterLanguage = {
  fields: new Map(listFields().map((field) => [field.name, field])),
  predicates: new Map(Object.entries(predicates)),
  hasOwnKeys: { attributes: true, metadata: true },
};
