/** Columns that several logs have: times, texts from a room, numbers and ids. */
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { formatDateTimeMs, formatTimeMs } from '#renderer/lib/format.ts';
import type { CellValue } from '#renderer/table/types.ts';
import type { LogColumn } from './log-grid.tsx';

type Shape<Row> = Pick<LogColumn<Row>, 'name' | 'label' | 'widthRem'>;

/** A point in time by this computer's clock. @param hasDay where rows are older than a session */
export function createTimeColumn<Row>(
  shape: Shape<Row>,
  read: (row: Row) => number,
  { hasDay = false }: { hasDay?: boolean } = {},
): LogColumn<Row> {
  const format = hasDay ? formatDateTimeMs : formatTimeMs;
  const render = (row: Row) => <span className="base-mono">{format(read(row))}</span>;
  return { ...shape, type: 'time', read, describe: describeTime, render };
}

/** A time that stands over a group; undefined for what is none. */
export function describeTime(value: CellValue): string | undefined {
  return typeof value === 'number' ? formatDateTimeMs(value) : undefined;
}

/** A text that may come from a room; nothing is drawn as a dash. */
export function createTextColumn<Row>(
  shape: Shape<Row> & Pick<LogColumn<Row>, 'isFlexible' | 'field'>,
  read: (row: Row) => string | null,
  maxCharacters?: number,
): LogColumn<Row> {
  const bound = maxCharacters === undefined ? {} : { maxCharacters };
  return { ...shape, read, render: (row) => <HostileText text={read(row) ?? '–'} {...bound} /> };
}

/** @param format what the cell shows of it */
export function createNumberColumn<Row>(
  shape: Shape<Row>,
  read: (row: Row) => number,
  format: (value: number) => string,
): LogColumn<Row> {
  return { ...shape, align: 'end', type: 'number', read, render: (row) => format(read(row)) };
}

/** An id of the server's, in its own letters. */
export function createIdColumn<Row>(shape: Shape<Row>, read: (row: Row) => string): LogColumn<Row> {
  return { ...shape, read, render: (row) => <span className="base-mono">{read(row)}</span> };
}
