/** The view and the marks over a room's people. They outlive the tab: a room that is shown again is as it was left. */
import { createMarkSet, type MarkSet } from '#renderer/table/mark-set.ts';
import { createTableView } from '#renderer/table/table-view.ts';
import type { ColumnTable, TableView } from '#renderer/table/types.ts';
import { readRosterSortType } from './columns/column-types.ts';
import { filterOf } from './filter/roster-filter.ts';
import { describeCell } from './roster-text.ts';
import { usualSort } from './views/built-in-views.ts';

const views = new WeakMap<ColumnTable, TableView>();
const markSets = new WeakMap<ColumnTable, MarkSet>();

/** Sort, groups and filter over a room's people. The table lets go of its view. */
export function viewOf(table: ColumnTable): TableView {
  let view = views.get(table);
  if (!view) {
    view = createTableView(table, { describeCell, sortTypeOf: (column) => readRosterSortType(table, column) });
    view.setSort(usualSort);
    // From the first row on, who left long ago is out of the way.
    filterOf(view);
    views.set(table, view);
  }
  return view;
}

/** Who is marked in a room. */
export function marksOf(table: ColumnTable): MarkSet {
  let marks = markSets.get(table);
  if (!marks) {
    marks = createMarkSet(table);
    markSets.set(table, marks);
  }
  return marks;
}
