/** How values of logs are told where they stand alone. Pure. */
import { formatDateTimeMs } from '#renderer/lib/format.ts';
import type { CellValue } from '#renderer/table/types.ts';

/** A time that stands over a group; undefined for what is none. */
export function describeTime(value: CellValue): string | undefined {
  return typeof value === 'number' ? formatDateTimeMs(value) : undefined;
}
