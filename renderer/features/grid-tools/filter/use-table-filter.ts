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

/** A filter lives as long as its view. */
const filters = new WeakMap<TableView, RosterFilter>();

function keepFilter(view: TableView, language: FilterLanguage): RosterFilter {
  const filter = filters.get(view) ?? createRosterFilter(view, { language, narrow: (_tree, compiled) => compiled });
  filters.set(view, filter);
  return filter;
}

/** @param language the view's own: another one of the same columns changes nothing */
export function useTableFilter(table: ColumnTable, view: TableView, language: FilterLanguage): TableFilter {
  const filter = useMemo(() => keepFilter(view, language), [view, language]);
  const catalogue = useMemo(() => createTableCatalogue(table, language), [table, language]);
  const applied = useSyncExternalStore(filter.subscribe, () => filter.state().applied.text.trim());
  return { filter, catalogue, language, applied };
}
