/** What presses and keys do to the marks of a grid. It draws nothing and decides nothing about what is done with marked rows. */
import { useMemo, type KeyboardEvent, type MouseEvent } from 'react';
import type { MarkSet } from '../mark-set.ts';
import type { Entry, RowList, RowNumber, TableView } from '../types.ts';
import { findSwitch, isOnMark, type CellOfGrid } from './read-cell.ts';

export interface Marking {
  /** A press on a cell; true when it was for the marks alone. */
  press: (event: MouseEvent, cell: CellOfGrid, pxPerUnit: number) => boolean;
  /** A key on a cell; true when it was for the marks. */
  key: (event: KeyboardEvent, cell: CellOfGrid) => boolean;
  /** Marks from the anchor to an entry that the focus goes to with Shift. */
  extendTo: (entry: Entry) => void;
}

/** Rows that are marked one by one alone: neither a range nor all that match takes them. */
export type PassesOver = (row: RowNumber) => boolean;

export function useMarking(
  view: TableView,
  marks: MarkSet | undefined,
  passesOver: PassesOver | undefined,
): Marking | undefined {
  return useMemo(() => marks && createMarking(view, marks, passesOver), [view, marks, passesOver]);
}

/** Marks what matches, not what is shown only because the order is held still. */
export function createMarking(view: TableView, marks: MarkSet, passesOver: PassesOver = passOverNobody): Marking {
  function toggle(entry: Entry): void {
    if (entry >= 0) marks.toggle(entry);
    else toggleAll(view.matchingInGroup(entry));
  }

  function toggleAll(rows: RowList): void {
    marks.set(listMeant(rows, passesOver), !hasAll(marks, rows, passesOver));
  }

  function extendTo(entry: Entry): void {
    // What is collapsed is not seen, so no range goes over it.
    if (entry >= 0)
      marks.extendTo(
        entry,
        view.entries().filter((one) => one >= 0),
        (row) => !view.isDeparting(row) && !passesOver(row),
      );
  }

  return {
    press(event, { row }, pxPerUnit) {
      if (row === 'foot') return false;
      const isMark = isOnMark(event.target, event.clientX, pxPerUnit);
      if (row === 'head') {
        if (isMark) toggleAll(view.matching());
        return isMark;
      }
      if (event.shiftKey && row >= 0) extendTo(row);
      else if (isMark || event.ctrlKey || event.metaKey) toggle(row);
      else {
        if (row >= 0) marks.setAnchor(row);
        return false;
      }
      return true;
    },
    key(event, { row }) {
      const hasControl = event.ctrlKey || event.metaKey;
      if (event.key === 'Escape' && !hasControl && !event.shiftKey && marks.size() > 0) marks.clear();
      else if (row === 'head' || row === 'foot') return false;
      else if (hasControl && !event.shiftKey && event.key.toLowerCase() === 'a')
        marks.set(listMeant(view.matching(), passesOver), true);
      else if (event.key !== ' ') return false;
      else if (event.shiftKey) extendTo(row);
      // Space belongs to the switch of a cell that has one.
      else if (!hasControl && findSwitch(event.target)) return false;
      else toggle(row);
      return true;
    },
    extendTo,
  };
}

/** Those of some rows who are meant by all of them; where all would be passed over, they are. */
export function listMeant(rows: RowList, passesOver: PassesOver = passOverNobody): RowList {
  const meant = rows.filter((row) => !passesOver(row));
  return meant.length > 0 ? meant : rows;
}

/** Whether all who are meant by some rows are marked. */
export function hasAll(marks: MarkSet, rows: RowList, passesOver?: PassesOver): boolean {
  return marks.size() > 0 && rows.length > 0 && listMeant(rows, passesOver).every((row) => marks.has(row));
}

function passOverNobody(): boolean {
  return false;
}
