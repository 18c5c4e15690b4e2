/** Which columns the roster has, in which order and how wide: every field of the registry, and each attribute key found. */
import { createAttributeField, participantFields, readAttributeFieldName, type Field } from '#contract/fields';
import { readMetadataFieldName } from '#contract/metadata-path';
import type { ColumnRules } from '#renderer/features/grid-tools/column-choices.ts';
import { spellHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import type { GridColumn, SortType } from '#renderer/table/types.ts';

interface ColumnShape {
  widthPx: number;
  align?: GridColumn['align'];
  pin?: GridColumn['pin'];
}

const glyph: ColumnShape = { widthPx: 30, align: 'centre' };
const right: ColumnShape = { widthPx: 38, align: 'centre' };
const age: ColumnShape = { widthPx: 72, align: 'end' };

/** In drawing order: who, what goes on, the rights in daily use, the app's own data; what is looked up rarely comes last. */
const shapes: Readonly<Record<string, ColumnShape>> = {
  identity: { widthPx: 208, pin: 'start' },
  name: { widthPx: 120 },
  state: { widthPx: 84 },
  speaking: glyph,
  level: glyph,
  mic: glyph,
  camera: glyph,
  screen: glyph,
  hand: { ...age, widthPx: 76 },
  'can.publish': { ...right, widthPx: 54 },
  'can.mic': right,
  'can.camera': right,
  'can.screen': right,
  metadata: { widthPx: 220 },
  quality: { widthPx: 80 },
  talk: age,
  spoken: { ...age, widthPx: 80 },
  silence: age,
  changed: { ...age, widthPx: 76 },
  joined: age,
  kind: { widthPx: 70 },
  'can.screenAudio': right,
  'can.publishData': right,
  'can.subscribe': { ...right, widthPx: 62 },
  'can.updateMetadata': { ...right, widthPx: 92 },
  'can.metrics': { ...right, widthPx: 54 },
  'can.manageAgentSession': { ...right, widthPx: 88 },
  'can.agent': { ...right, widthPx: 46 },
  'can.recorder': { ...right, widthPx: 58 },
  hidden: { widthPx: 60 },
  region: { widthPx: 88 },
  seen: { ...age, widthPx: 60 },
  left: age,
  reason: { widthPx: 120 },
  sid: { widthPx: 132 },
  doubt: { widthPx: 110 },
  source: { widthPx: 60, pin: 'end', align: 'end' },
};

/** What a head's tooltip adds. */
const hints: Readonly<Record<string, string>> = {
  talk: 'approximate. Summed from the server’s reports of who speaks since this console joined, less 0.45 s for each time, because they end late',
  spoken: 'when they last began to speak, approximate: the server reports it up to a second late',
  silence: 'since when they are known not to speak, approximate; unknown until something was reported',
  hand: 'since when the hand is up, from the attribute handRaisedAt',
};

const lastBeforeAttributes = 'can.screen';
const attributeShape: ColumnShape = { widthPx: 104 };
const labelCharacters = 80;

/** Columns of the roster for the attribute columns that a table has: in order of first sight, those of agents alone last. */
export function listRosterColumns(
  tableColumns: readonly string[],
  isOfAgentsOnly: (column: string) => boolean = () => false,
): GridColumn[] {
  const names = tableColumns.filter((name) => readAttributeFieldName(name) !== undefined);
  // An agent brings a dozen keys of its own, which would push what the app says of people out of sight.
  const ofAgents = new Set(names.filter(isOfAgentsOnly));
  const attributes = [...names.filter((name) => !ofAgents.has(name)), ...ofAgents].map((name) =>
    createColumn(createAttributeField(readAttributeFieldName(name) ?? name), attributeShape),
  );
  const fields = [...Object.keys(shapes), ...participantFields.map(({ name }) => name)];
  return [...new Set(fields)].flatMap((name) => {
    const field = participantFields.find((candidate) => candidate.name === name);
    if (!field) return [];
    const column = createColumn(field, shapes[name] ?? { widthPx: 100 });
    return name === lastBeforeAttributes ? [column, ...attributes] : [column];
  });
}

/** The column of a path of metadata; undefined for a name that is no path. */
export function createMetadataColumn(name: string): GridColumn | undefined {
  if (!readMetadataFieldName(name)) return undefined;
  const label = name.slice('meta'.length).replace(/^\./, '');
  return createColumn({ name, group: 'meta', label, type: 'text' }, attributeShape);
}

/** What holds for the roster's columns. */
export const rosterColumnRules: ColumnRules = {
  rowName: 'identity',
  lastBeforeOthers: lastBeforeAttributes,
  createColumn: createMetadataColumn,
};

/** Words that have an order of their own, better or more first. */
const wordOrders: Readonly<Record<string, SortType>> = {
  quality: { values: ['excellent', 'good', 'poor', 'lost'] },
  state: { values: ['joining', 'joined', 'active', 'left'] },
  kind: { values: ['standard', 'agent', 'sip', 'ingress', 'egress'] },
};
const trackOrder: SortType = { values: ['live', 'muted'] };
const rightOrder: SortType = { values: ['all', 'can', 'cannot'] };

/** By what a column of the roster is sorted; undefined for what its values are. */
export function readSortType(column: string): SortType | undefined {
  const type = participantFields.find(({ name }) => name === column)?.type;
  if (type === 'track') return trackOrder;
  return type === 'right' ? rightOrder : wordOrders[column];
}

function createColumn(field: Omit<Field, 'read'>, shape: ColumnShape): GridColumn {
  const { name, group, label, type } = field;
  return {
    name,
    group,
    label: label === '' ? '(no name)' : spellHostileText(label, labelCharacters),
    type,
    align: 'start',
    pin: 'none',
    ...(hints[name] === undefined ? {} : { hint: hints[name] }),
    ...shape,
  };
}
