/** Writes people into the columnar table: every fixed field, and a column for each attribute key found. It decides nothing. */
import {
  createAttributeField,
  goneColumn,
  participantFields,
  readGone,
  sessionFields,
  type Field,
  type FieldSubject,
} from '#contract/fields';
import type { ColumnTable, RowNumber } from '#renderer/table/types.ts';

/** How many attribute keys were found, and how many of them have a column. */
export interface AttributeKeyCounts {
  found: number;
  shown: number;
  /** There were more than could be counted. */
  isFoundCut: boolean;
}

export interface PersonColumns {
  /** Writes all that can be read of one person; `before` is what was last written of the row. */
  write(row: RowNumber, subject: FieldSubject, before: FieldSubject | undefined, atMs: number): void;
  /** Writes only when a person was last seen: it moves with every sweep. */
  writeSeen(row: RowNumber, seenAtMs: number): void;
  /** Writes only the talk time and when they last spoke: both move each second while somebody speaks. */
  writeTalk(row: RowNumber, subject: FieldSubject, atMs: number): void;
  attributeKeys(): AttributeKeyCounts;
}

/** People choose their keys themselves; beyond this many the Inspector still shows them all. */
const maxAttributeColumns = 400;
/** Keys of one who writes ever new ones are not kept for ever. */
const maxCountedKeys = 20_000;

export function createPersonColumns(table: ColumnTable): PersonColumns {
  const attributeFields = new Map<string, Field>();
  const keysWithoutColumn = new Set<string>();

  /** The key's field, unless there are too many; a new one is empty, not unknown, for everybody who is there already. */
  function findAttributeField(key: string, atMs: number): Field | undefined {
    let field = attributeFields.get(key);
    if (!field && attributeFields.size < maxAttributeColumns) {
      field = createAttributeField(key);
      attributeFields.set(key, field);
      for (const row of table.rows()) table.write(row, field.name, null, atMs);
    } else if (!field && keysWithoutColumn.size < maxCountedKeys) keysWithoutColumn.add(key);
    return field;
  }

  return {
    write(row, subject, before, atMs) {
      // Levels and speaking change most, and the facts not with them.
      const fields = before && before.facts === subject.facts ? sessionFields : participantFields;
      for (const field of fields) table.write(row, field.name, field.read(subject), atMs);
      table.write(row, goneColumn, readGone(subject), atMs);
      const attributes = subject.facts.attributes;
      if (!before) {
        for (const field of attributeFields.values()) table.write(row, field.name, field.read(subject), atMs);
      } else if (before.facts.attributes !== attributes) {
        for (const key of Object.keys(before.facts.attributes)) {
          if (Object.hasOwn(attributes, key)) continue;
          const field = attributeFields.get(key);
          if (field) table.write(row, field.name, null, atMs);
        }
      } else return;
      for (const key of Object.keys(attributes)) {
        const field = findAttributeField(key, atMs);
        if (field) table.write(row, field.name, field.read(subject), atMs);
      }
    },
    attributeKeys: () => ({
      found: attributeFields.size + keysWithoutColumn.size,
      shown: attributeFields.size,
      isFoundCut: keysWithoutColumn.size >= maxCountedKeys,
    }),
    writeTalk(row, { session }, atMs) {
      table.write(row, 'talk', session.talkMs, atMs);
      table.write(row, 'spoken', session.spokeAtMs, atMs);
    },
    writeSeen: (row, seenAtMs) => void table.write(row, 'seen', seenAtMs, seenAtMs),
  };
}
