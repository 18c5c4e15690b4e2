/** What can be asked of the rows of a grid beside the roster: its columns, by their names, and named questions. Pure. */
import { fieldTypes, type FieldType } from '#contract/fields';
import type { FilterLanguage, FilterPredicate } from '#contract/filter/types';
import type { GridColumn } from '#renderer/table/types.ts';

/** By the name that follows `is:`. */
export type Questions = Readonly<Record<string, FilterPredicate>>;

const noQuestions: Questions = {};

/** @param hasMetadata rows carry JSON in a column `metadata`, of which paths can be asked */
export function createColumnLanguage(
  columns: readonly Pick<GridColumn, 'name' | 'type' | 'isBare'>[],
  { questions = noQuestions, hasMetadata = false }: { questions?: Questions; hasMetadata?: boolean } = {},
): FilterLanguage {
  const fields = columns.filter(({ isBare }) => !isBare).map(({ name, type }) => ({ name, type: readType(type) }));
  return {
    fields: new Map(fields.map((field) => [field.name, field])),
    predicates: new Map(Object.entries(questions)),
    hasOwnKeys: { attributes: false, metadata: hasMetadata },
  };
}

/** Columns may be drawn in more ways than there are kinds of values. */
function readType(type: string): FieldType {
  return fieldTypes.find((known) => known === type) ?? 'text';
}
