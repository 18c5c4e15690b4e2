/** The report of a run of many as a table for other programs, with this server's masks on what people have written. Pure. */
import type { Masks } from '#renderer/lib/masks.ts';
import { writeTable } from '#renderer/lib/table-text.ts';
import type { BulkRow, BulkRun } from './bulk-store.ts';
import { readPlanValue } from './describe-bulk.ts';

const columns = ['identity', 'result', 'before', 'after', 'now', 'why', 'code', 'request id', 'ms'];

/** Tab-separated, one line a person. */
export function writeReport(run: BulkRun, masks: Masks): string {
  const rows = [...run.rows.values()].map((row) => listCells(row, masks));
  return writeTable({ columns, rows }, 'tsv');
}

function listCells(row: BulkRow, masks: Masks): (string | number)[] {
  const { target, step, field, before, after, current, error, reason, requestId, tookMs } = row;
  const tell = (text: string): string => String(masks.maskCell(field, readPlanValue(field, text)));
  const identity = String(masks.maskCell('identity', target));
  const words = reason ?? [error?.message, error?.detail?.serverMessage].filter(Boolean).join(' ');
  // Failures name whom they are about.
  const why = identity === target ? words : words.replaceAll(target, identity);
  const hasValue = field !== '';
  return [
    identity,
    step === 'left_out' ? 'left out' : step.replaceAll('_', ' '),
    hasValue ? tell(before) : '',
    hasValue ? tell(after) : '',
    current === undefined || !hasValue ? '' : tell(current),
    why,
    error?.code ?? '',
    requestId,
    tookMs,
  ];
}
