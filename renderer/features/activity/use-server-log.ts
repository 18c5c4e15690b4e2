/** The log of requests that main keeps: read once, then followed. Bounded, oldest dropped first. */
import { useEffect, useState } from 'react';
import type { RequestRecord } from '#contract/domain/activity';
import { listen, request } from '#renderer/lib/bridge.ts';

const kept = 5_000;

/** The calls to this server's API, oldest first. */
export function useRequestLog(): readonly RequestRecord[] {
  const [rows, setRows] = useState<readonly RequestRecord[]>([]);
  useEffect(() => {
    const stop = listen('requests:logged', (batch) => setRows((current) => merge(current, batch)));
    void request('requests:list', { limit: kept }).then((answer) => {
      if (answer.ok) setRows((current) => merge(answer.value, current));
    });
    return stop;
  }, []);
  return rows;
}

/** Appends newer rows; those that both have are taken once, for the list and the events may overlap. */
function merge<Row extends { sequence: number }>(older: readonly Row[], newer: readonly Row[]): readonly Row[] {
  const last = older.at(-1)?.sequence ?? -1;
  return [...older, ...newer.filter((row) => row.sequence > last)].slice(-kept);
}
