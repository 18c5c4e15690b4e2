/** The filter of a grid beside the roster: the same language over its own columns. */
import { useMemo, useSyncExternalStore } from 'react';
import type { FilterCatalogue } from '#contract/filter/complete-filter';
import type { FilterLanguage } from '#contract/filter/types';
import { createRosterFilter, type RosterFilter } from '#renderer/features/roster/filter/roster-filter.ts';
import type { ColumnTable, TableView } from '#renderer/table/types.ts';
import { createTableCatalogue } from './table-catalogue.ts';

export interface TableFilter {
  filter: RosterFilter;
  catalogue: FilterCatalogue;
  language: FilterLanguage;
  /** The text in force; empty for all rows. */
  applied: string;
}

/** @param language the same one until the columns change */
export function useTableFilter(table: ColumnTable, view: TableView, language: FilterLanguage): TableFilter {
  const filter = useMemo(
    () => createRosterFilter(view, { language, narrow: (_tree, compiled) => compiled }),
    [view, language],
  );
  const catalogue = useMemo(() => createTableCatalogue(table, language), [table, language]);
  const applied = useSyncExternalStore(filter.subscribe, () => filter.state().applied.text.trim());
  return { filter, catalogue, language, applied };
}
