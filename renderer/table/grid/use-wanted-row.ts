/** Brings a row into sight when it is asked for: at once, or as soon as it is there. */
import { useEffect, useRef } from 'react';
import type { ColumnTable, RowList } from '../types.ts';

export interface WantedRow {
  key: string;
  /** Another one with each asking: the same row may be asked for twice. */
  asked: number;
}

export function useWantedRow(
  wanted: WantedRow | undefined,
  table: ColumnTable,
  order: RowList,
  show: (index: number) => void,
): void {
  const done = useRef<number>(undefined);
  useEffect(() => {
    if (!wanted || wanted.asked === done.current) return;
    const row = table.findRow(wanted.key);
    const index = row === undefined ? -1 : order.indexOf(row);
    if (index === -1) return;
    done.current = wanted.asked;
    show(index);
  });
}
