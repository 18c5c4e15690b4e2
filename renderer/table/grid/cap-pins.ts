/** Keeps pinned columns from taking all the room: what scrolls must stay in sight. Pure arithmetic in pixels. */
import type { GridColumn } from '../types.ts';

/** Of the grid's width, what pinned columns may take together. */
const mostHeld = 2 / 3;

const releasedHint = 'held in its place once there is room: held columns leave a third of the grid to scroll';

export interface PinCap {
  /** Pinned columns that scroll with the others for now. */
  released: readonly string[];
  /** As wide as the first one may be, which says who a row is and is always held. */
  firstPx: number;
}

export const noCap: PinCap = { released: [], firstPx: Number.POSITIVE_INFINITY };

/** What has to give way in a grid so wide: the innermost columns of the side that takes more. Nothing where all columns fit. */
export function findPinCap(columns: readonly GridColumn[], widthPx: number): PinCap {
  const held = {
    start: columns.filter(({ pin }) => pin === 'start'),
    end: columns.filter(({ pin }) => pin === 'end').toReversed(),
  };
  if (widthPx <= 0 || sumWidths(columns) <= widthPx) return noCap;
  const mostPx = Math.floor(widthPx * mostHeld);
  const first = held.start[0];
  const released: string[] = [];
  while (sumWidths(held.start) + sumWidths(held.end) > mostPx) {
    const isStartWider = sumWidths(held.start) >= sumWidths(held.end) || held.end.length === 0;
    const side = isStartWider && held.start.length > 1 ? held.start : held.end;
    const innermost = side.pop();
    if (!innermost) break;
    released.push(innermost.name);
  }
  return { released, firstPx: first && first.widthPx > mostPx ? mostPx : Number.POSITIVE_INFINITY };
}

/** The columns as they are to be laid out; what was let go scrolls beside where it was held, and says why. */
export function capPins(columns: readonly GridColumn[], { released, firstPx }: PinCap): readonly GridColumn[] {
  if (released.length === 0 && firstPx === Number.POSITIVE_INFINITY) return columns;
  const isReleased = new Set(released);
  const letGo = (pin: GridColumn['pin']): GridColumn[] =>
    columns
      .filter((column) => column.pin === pin && isReleased.has(column.name))
      .map((column) => ({
        ...column,
        pin: 'none',
        wantedPin: pin,
        hint: column.hint === undefined ? releasedHint : `${column.hint}; ${releasedHint}`,
      }));
  const first = columns.find(({ pin }) => pin === 'start');
  const others = columns
    .filter(({ name }) => !isReleased.has(name))
    .map((column) => (column === first ? { ...column, widthPx: Math.min(column.widthPx, firstPx) } : column));
  return [...letGo('start'), ...others, ...letGo('end')];
}

function sumWidths(columns: readonly GridColumn[]): number {
  return columns.reduce((sum, { widthPx }) => sum + widthPx, 0);
}
