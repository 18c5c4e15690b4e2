/** Every call to the server's API, newest first. */
import type { RequestRecord } from '#contract/domain/activity';
import type { Questions } from '#renderer/features/grid-tools/filter/column-language.ts';
import { formatTook } from '#renderer/lib/format.ts';
import { DetailLine } from './events-tab.tsx';
import { LogGrid, type LogColumn } from './log-grid.tsx';
import { createIdColumn, createNumberColumn, createTextColumn, createTimeColumn } from './log-columns.tsx';

const columns: readonly LogColumn<RequestRecord>[] = [
  createTimeColumn({ name: 'time', label: 'time', widthRem: 8.25 }, (row) => row.atMs),
  { name: 'method', label: 'method', widthRem: 12.5, read: (row) => row.method, render: (row) => row.method },
  createTextColumn({ name: 'target', label: 'target', widthRem: 7, isFlexible: true }, (row) => row.target),
  { name: 'lane', label: 'lane', widthRem: 4.5, read: (row) => row.lane, render: (row) => row.lane },
  createNumberColumn(
    { name: 'status', label: 'status', widthRem: 4 },
    (row) => row.status,
    (status) => (status === 0 ? 'none' : String(status)),
  ),
  {
    name: 'code',
    label: 'code',
    widthRem: 6.5,
    read: (row) => row.code ?? 'ok',
    render: (row) => <span className={row.code ? 'log-failed' : undefined}>{row.code ?? 'ok'}</span>,
  },
  createNumberColumn({ name: 'took', label: 'took', widthRem: 4 }, (row) => row.tookMs, formatTook),
  createIdColumn({ name: 'requestId', label: 'request id', widthRem: 8 }, (row) => row.requestId),
];

const questions: Questions = {
  failed: {
    meaning: 'was refused, or had no answer',
    columns: ['code'],
    test: (read) => read('code') !== 'ok',
  },
};

export function RequestsTab({ rows, keeper }: { rows: readonly RequestRecord[]; keeper: object }) {
  return (
    <LogGrid
      label="Requests"
      keeper={keeper}
      rows={rows}
      columns={columns}
      keyOf={(row) => row.sequence}
      nameOf={nameOf}
      textOf={textOf}
      filterExample="is:failed took>500"
      questions={questions}
      renderDetails={(row) => (
        <dl className="facts base-selectable">
          <DetailLine label="method" text={row.method} />
          <DetailLine label="target" text={row.target} />
          <DetailLine label="answer" text={row.status === 0 ? 'none came' : `${row.status} ${row.code ?? 'ok'}`} />
          <DetailLine label="server says" text={row.message ?? ''} />
          <DetailLine label="took" text={formatTook(row.tookMs)} />
          <DetailLine label="request id" text={row.requestId} />
        </dl>
      )}
      emptyText="No call to the server's API was made yet."
    />
  );
}

function nameOf({ method, target, code }: RequestRecord): string {
  return `${method} ${target} ${code ?? 'ok'}`;
}

function textOf(row: RequestRecord): string {
  return `${nameOf(row)} ${row.status} ${row.requestId} ${row.message ?? ''}`;
}
