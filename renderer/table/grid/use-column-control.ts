/**
 * How a grid's columns are moved, resized, held and hidden: by dragging heads and edges, by keys on the focused head, and by
 * the head's menu. What becomes of it is the feature's; what was done is said.
 */
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { readKey } from '#renderer/lib/direction.ts';
import type { GridColumn, TableView } from '../types.ts';
import { dragEdge, dragHead, isOnEdge, type DropTarget } from './column-drag.ts';
import type { ColumnLayout } from './column-layout.ts';
import type { MenuItems } from './head-items.ts';
import { measureColumn } from './measure-column.ts';
import { isOnControl, readCell, showColumn } from './read-cell.ts';

/** What a feature lets be done to its columns. */
export interface ColumnControl {
  /** Puts a column beside another one, held where that one is. */
  move(name: string, beside: GridColumn, side: DropTarget['side']): void;
  resize(name: string, widthPx: number): void;
  pin(name: string, pin: GridColumn['pin']): void;
  hide(name: string): void;
  /** Why a column is always shown, and always first; undefined for all others. */
  explainFixed(name: string): string | undefined;
  leastWidthPx: number;
}

export interface ColumnControlPlace {
  scroller: RefObject<HTMLElement | null>;
  /** The line that a drag moves. */
  guide: RefObject<HTMLElement | null>;
  /** Says what was done. */
  say: (text: string) => void;
  layout: ColumnLayout;
  pxPerUnit: number;
  view: TableView;
  focusHead: (column: string) => void;
}

export interface ColumnHandling {
  onPointerDown: (event: PointerEvent) => void;
  fit: (column: GridColumn) => void;
  /** A key on a head; true when it was for the column. */
  key: (event: KeyboardEvent, column: string) => boolean;
  listItems: (column: GridColumn) => MenuItems;
}

const keyStepPx = 8;
const pinLabels = { start: 'At the start', none: 'With the others', end: 'At the end' } as const;

export function useColumnControl(
  control: ColumnControl | undefined,
  place: ColumnControlPlace,
): ColumnHandling | undefined {
  const { scroller, guide, say, layout, pxPerUnit, view, focusHead } = place;
  /** What was done, until the columns are as they then are. */
  const done = useRef<{ name: string; describe: (column: GridColumn, position: number) => string }>(undefined);
  const endDrag = useRef<() => void>(undefined);
  const latest = useRef(layout);
  useEffect(() => {
    latest.current = layout;
  });
  useEffect(() => () => endDrag.current?.(), []);

  useLayoutEffect(() => {
    const change = done.current;
    if (!change) return;
    done.current = undefined;
    const position = layout.ordered.findIndex(({ name }) => name === change.name);
    const column = layout.ordered[position];
    if (column) showColumn(scroller.current, column, layout, pxPerUnit);
    if (column) say(change.describe(column, position));
  }, [layout, say, pxPerUnit, scroller]);

  if (!control) return undefined;
  const { explainFixed, leastWidthPx } = control;

  function move(column: GridColumn, target: DropTarget | undefined): void {
    if (!target) return say(`${column.label}: no column to go past`);
    done.current = {
      name: column.name,
      describe: (moved, position) => `${moved.label}: column ${position + 1} of ${latest.current.ordered.length}`,
    };
    control?.move(column.name, target.column, target.side);
    focusHead(column.name);
  }

  function resize(column: GridColumn, widthPx: number): void {
    done.current = { name: column.name, describe: (resized) => `${resized.label}: ${resized.widthPx} pixels wide` };
    control?.resize(column.name, widthPx);
  }

  function fit(column: GridColumn): void {
    const widthPx = scroller.current ? measureColumn(scroller.current, column.name) : undefined;
    if (widthPx !== undefined) resize(column, widthPx / pxPerUnit);
  }

  function pin(column: GridColumn, where: GridColumn['pin']): void {
    done.current = {
      name: column.name,
      describe: (pinned) => `${pinned.label}: held ${pinLabels[pinned.pin].toLowerCase()}`,
    };
    control?.pin(column.name, where);
    focusHead(column.name);
  }

  function hide(column: GridColumn): void {
    const { ordered } = layout;
    const position = ordered.indexOf(column);
    const next = ordered[position + 1] ?? ordered[position - 1];
    if (next) done.current = { name: next.name, describe: () => `${column.label}: hidden` };
    control?.hide(column.name);
    if (next) focusHead(next.name);
  }

  /** A column that grows is wider than its layout says. */
  function readDrawn(column: GridColumn, edge: EventTarget): GridColumn {
    const head = column.isGrowing && edge instanceof Element ? edge.closest('[role="columnheader"]') : null;
    return head ? { ...column, widthPx: head.getBoundingClientRect().width / pxPerUnit } : column;
  }

  /** The place one further among the columns that are held alike; undefined at their end. */
  function findNeighbour(column: GridColumn, step: 1 | -1): DropTarget | undefined {
    const neighbour = layout.ordered[layout.ordered.indexOf(column) + step];
    if (!neighbour || neighbour.pin !== column.pin || explainFixed(neighbour.name) !== undefined) return undefined;
    return { column: neighbour, side: step > 0 ? 'after' : 'before' };
  }

  /** Nothing goes before the column that is always first, nor beside itself. */
  function findTarget(column: GridColumn, over: DropTarget): DropTarget | undefined {
    if (over.column.name === column.name) return undefined;
    return explainFixed(over.column.name) === undefined ? over : { ...over, side: 'after' };
  }

  return {
    onPointerDown(event) {
      const { nativeEvent, target } = event;
      const cell = readCell(target);
      const column = layout.ordered.find(({ name }) => name === cell?.column);
      const isForEdge = isOnEdge(target);
      if (event.button !== 0 || cell?.row !== 'head' || !column || !scroller.current || !guide.current) return;
      if (!isForEdge && (isOnControl(target) || explainFixed(column.name) !== undefined)) return;
      const drag = { grid: scroller.current, guide: guide.current, pxPerUnit };
      endDrag.current?.();
      const release = view.freeze('column drag');
      const letGo = (): void => {
        release();
        window.removeEventListener('pointerup', letGo);
        window.removeEventListener('pointercancel', letGo);
      };
      window.addEventListener('pointerup', letGo);
      window.addEventListener('pointercancel', letGo);
      endDrag.current = isForEdge
        ? dragEdge(nativeEvent, drag, readDrawn(column, target), leastWidthPx, (widthPx) => resize(column, widthPx))
        : dragHead(
            nativeEvent,
            drag,
            () => latest.current.ordered,
            (over) => findTarget(column, over),
            (to) => move(column, to),
          );
    },
    fit,
    key(event, name) {
      const column = layout.ordered.find((candidate) => candidate.name === name);
      if (!column || event.ctrlKey || event.metaKey) return false;
      const fixed = explainFixed(name);
      const key = readKey(event, scroller.current);
      const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : undefined;
      if (event.altKey && step) {
        if (event.shiftKey) resize(column, readDrawn(column, event.target).widthPx + step * keyStepPx);
        else if (fixed === undefined) move(column, findNeighbour(column, step));
        else say(fixed);
      } else if (event.altKey && event.shiftKey && event.key === 'Enter') fit(column);
      else if (!event.altKey && !event.shiftKey && event.key === 'Delete') {
        if (fixed === undefined) hide(column);
        else say(fixed);
      } else return false;
      return true;
    },
    listItems(column) {
      const fixed = explainFixed(column.name);
      const explainMove = (step: 1 | -1): string | undefined =>
        fixed ?? (findNeighbour(column, step) ? undefined : `It is the ${step > 0 ? 'last' : 'first'} one there.`);
      return [
        'separator',
        { label: 'Fit to what is drawn', keys: 'Alt+Shift+Enter', onSelect: () => fit(column) },
        {
          label: 'Move towards the start',
          keys: 'Alt+←',
          offReason: explainMove(-1),
          onSelect: () => move(column, findNeighbour(column, -1)),
        },
        {
          label: 'Move towards the end',
          keys: 'Alt+→',
          offReason: explainMove(1),
          onSelect: () => move(column, findNeighbour(column, 1)),
        },
        { label: 'Hide column', keys: 'Del', offReason: fixed, onSelect: () => hide(column) },
        ...(fixed === undefined
          ? [
              {
                heading: 'Held while the others scroll',
                value: column.wantedPin ?? column.pin,
                choices: (['start', 'none', 'end'] as const).map((value) => ({ value, label: pinLabels[value] })),
                onChoose: (value: string) => pin(column, value as GridColumn['pin']),
              },
            ]
          : []),
      ];
    },
  };
}
