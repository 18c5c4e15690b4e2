/**
 * Takes rows out of a table and gives their numbers free some time later: by then nothing on screen (a focus, a menu) takes
 * whoever has the number next for who had it. It knows no clock.
 */
import type { OwnedColumnTable } from './column-table.ts';
import type { RowNumber } from './types.ts';

export interface GoneRows {
  remove(row: RowNumber, nowMs: number): void;
  /** To be called now and then: numbers of rows that went long ago, or before `most` others, and did not come back, are free. */
  releaseOld(nowMs: number): void;
}

/** As long as anything on screen may hold a row's number. */
export const releaseAfterMs = 5 * 60_000;

/** @param most as many rows that are gone keep their numbers at once */
export function createGoneRows(
  table: Pick<OwnedColumnTable, 'has' | 'removeRow' | 'release'>,
  most = Number.POSITIVE_INFINITY,
): GoneRows {
  /** The one that went first comes first. */
  const goneAtMs = new Map<RowNumber, number>();
  return {
    remove(row, nowMs) {
      table.removeRow(row);
      goneAtMs.delete(row);
      goneAtMs.set(row, nowMs);
    },
    releaseOld(nowMs) {
      for (const [row, atMs] of goneAtMs) {
        if (nowMs - atMs < releaseAfterMs && goneAtMs.size <= most) return;
        goneAtMs.delete(row);
        if (!table.has(row)) table.release(row);
      }
    },
  };
}
