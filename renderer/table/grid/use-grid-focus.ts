/** The one cell of a grid that has or would get the focus: kept by row number and column, whatever the order does. */
import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Entry, RowList } from '../types.ts';
import type { CellOfGrid } from './read-cell.ts';

export interface GridFocus {
  cell: CellOfGrid | undefined;
  /** Remembers where the focus is, without moving it. */
  note: (cell: CellOfGrid) => void;
  /** Moves the focus once the cell is drawn. */
  move: (cell: CellOfGrid) => void;
}

const edgeRows = { head: '.grid-head', foot: '.grid-totals' } as const;

export function useGridFocus(
  scroller: RefObject<HTMLElement | null>,
  order: RowList,
  firstColumn: string | undefined,
  hasFoot: boolean,
): GridFocus {
  const [chosen, setChosen] = useState<CellOfGrid>();
  const isMoveDue = useRef(false);
  const hadFocus = useRef(false);
  const [lastIndex, setLastIndex] = useState(0);

  const note = useCallback((cell: CellOfGrid) => {
    setChosen((current) => {
      if (current?.row === cell.row && (current.column === cell.column || isGroup(cell))) return current;
      // A group's head is one cell for all columns: the column that the keys came from is the one they go on in.
      return isGroup(cell) && current ? { row: cell.row, column: current.column } : cell;
    });
  }, []);
  const move = useCallback((cell: CellOfGrid) => {
    isMoveDue.current = true;
    setChosen({ ...cell });
  }, []);

  const index = typeof chosen?.row === 'number' ? order.indexOf(chosen.row) : -1;
  const isGone = chosen !== undefined && (chosen.row === 'foot' ? !hasFoot : chosen.row !== 'head' && index === -1);
  if (index !== -1 && index !== lastIndex) setLastIndex(index);

  // Whoever had the focus may have left: the row that took its place gets it, so that keys do not fall into nothing.
  const stand = order[Math.min(lastIndex, order.length - 1)];
  const cell = chooseCell(chosen, isGone, stand, firstColumn);

  useLayoutEffect(() => {
    const root = scroller.current;
    if (!root || !cell) return;
    const isLost = isGone && hadFocus.current && document.activeElement === document.body;
    if (isMoveDue.current || isLost) {
      const selector = typeof cell.row === 'number' ? `[data-row-number="${cell.row}"]` : edgeRows[cell.row];
      const column = isGroup(cell) ? '[data-column]' : `[data-column=${CSS.escape(cell.column)}]`;
      const element = root.querySelector<HTMLElement>(`${selector} > ${column}`);
      // A cell further along is drawn after its column has been scrolled into sight.
      if (element) {
        isMoveDue.current = false;
        element.focus({ preventScroll: true });
      }
    }
    hadFocus.current = root.contains(document.activeElement);
  });

  return { cell, note, move };
}

function isGroup({ row }: CellOfGrid): boolean {
  return typeof row === 'number' && row < 0;
}

function chooseCell(
  chosen: CellOfGrid | undefined,
  isGone: boolean,
  stand: Entry | undefined,
  firstColumn: string | undefined,
): CellOfGrid | undefined {
  if (chosen && !isGone) return chosen;
  const column = chosen?.column ?? firstColumn;
  return column === undefined ? undefined : { row: stand ?? 'head', column };
}
