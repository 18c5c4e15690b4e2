/** Which columns are drawn, and how much room stands for those that are not. Pure arithmetic in pixels. */
import { spellHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import type { GridColumn } from '../types.ts';

/** A column with its place in the order in which it is drawn, from 1 for aria-colindex. */
export interface PlacedColumn {
  column: GridColumn;
  index: number;
  /** From the edge at which it is pinned, or from the first column that is not pinned. */
  offsetPx: number;
}

export interface ColumnLayout {
  start: readonly PlacedColumn[];
  middle: readonly PlacedColumn[];
  end: readonly PlacedColumn[];
  startPx: number;
  middlePx: number;
  endPx: number;
  /** In drawing order: pinned at the start, the others, pinned at the end. */
  ordered: readonly GridColumn[];
}

/** Range of the middle columns; `last` is not drawn any more. */
export interface ColumnWindow {
  first: number;
  last: number;
}

/** Fewer columns than this are all drawn: windowing them costs more than it saves. */
export const windowedFrom = 25;
/** A turn of the wheel to the side; more would be drawn for nothing in every row. */
const overscanPx = 120;

/** Pixels of the layout in one rem: it is written in rem, so that it grows with the text. */
export const layoutRemPx = 16;

export function toRem(px: number): string {
  return `${px / layoutRemPx}rem`;
}

/** The place of a column among others; the first where it is none of them. */
export function indexOfColumn(columns: readonly GridColumn[], name: string): number {
  return Math.max(
    0,
    columns.findIndex((column) => column.name === name),
  );
}

/** Lays columns out in drawing order. */
export function layOutColumns(columns: readonly GridColumn[]): ColumnLayout {
  const starting = columns.filter(({ pin }) => pin === 'start');
  const free = columns.filter(({ pin }) => pin === 'none');
  const ending = columns.filter(({ pin }) => pin === 'end');
  const start = place(starting, 1);
  const middle = place(free, starting.length + 1);
  // Offsets at the end count from the end.
  const end = place(ending.toReversed(), 1)
    .toReversed()
    .map((placed, index) => ({ ...placed, index: starting.length + free.length + index + 1 }));
  return {
    start,
    middle,
    end,
    startPx: sumWidths(starting),
    middlePx: sumWidths(free),
    endPx: sumWidths(ending),
    ordered: [...starting, ...free, ...ending],
  };
}

/** Which of the middle columns are in sight, with some beside them. */
export function windowColumns(layout: ColumnLayout, scrolledPx: number, widthPx: number): ColumnWindow {
  const { middle } = layout;
  const everything = { first: 0, last: middle.length };
  if (layout.ordered.length <= windowedFrom || widthPx <= 0) return everything;
  const fromPx = scrolledPx - overscanPx;
  const toPx = scrolledPx + Math.max(0, widthPx - layout.startPx - layout.endPx) + overscanPx;
  let first = middle.findIndex(({ column, offsetPx }) => offsetPx + column.widthPx > fromPx);
  if (first === -1) first = Math.max(0, middle.length - 1);
  let last = middle.findIndex(({ offsetPx }) => offsetPx >= toPx);
  if (last === -1) last = middle.length;
  return { first, last: Math.max(first, last) };
}

/** Middle columns to draw, and which of them lies out of sight: the one with the focus, which undrawn would lose it. */
export function listDrawnColumns(
  { middle }: ColumnLayout,
  { first, last }: ColumnWindow,
  focused: string | undefined,
): { drawn: readonly PlacedColumn[]; parked: PlacedColumn | undefined } {
  const inSight = middle.slice(first, last);
  const position = focused === undefined ? -1 : middle.findIndex(({ column }) => column.name === focused);
  const parked = position === -1 || (position >= first && position < last) ? undefined : middle[position];
  if (!parked) return { drawn: inSight, parked };
  return { drawn: position < first ? [parked, ...inSight] : [...inSight, parked], parked };
}

/** A column's name with the group of its head: `can microphone`. */
export function nameColumn(column: GridColumn): string;
export function nameColumn(column: GridColumn | undefined): string | undefined;
export function nameColumn(column: GridColumn | undefined): string | undefined {
  return column && (column.group === '' ? column.label : `${column.group} ${column.label}`);
}

/** The same for one that may be hidden: then by its field, in which there may be what somebody in the room wrote. */
export function nameColumnOf(columns: readonly GridColumn[], name: string): string {
  return nameColumn(columns.find((column) => column.name === name)) ?? spellHostileText(name, mostNameCharacters);
}

const mostNameCharacters = 60;

function place(columns: readonly GridColumn[], firstIndex: number): PlacedColumn[] {
  let offsetPx = 0;
  return columns.map((column, position) => {
    const placed = {
      column,
      index: firstIndex + position,
      offsetPx,
    };
    offsetPx += column.widthPx;
    return placed;
  });
}

function sumWidths(columns: readonly GridColumn[]): number {
  return columns.reduce((sum, { widthPx }) => sum + widthPx, 0);
}
