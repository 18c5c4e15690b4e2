/** Every call to the server's API, newest first. */
import type { RequestRecord } from '#contract/domain/activity';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { formatTimeMs, formatTook } from '#renderer/lib/format.ts';
import { DetailLine } from './events-tab.tsx';
import { LogGrid, type LogColumn } from './log-grid.tsx';
import { describeTime } from './log-words.ts';

const columns: readonly LogColumn<RequestRecord>[] = [
  {
    name: 'time',
    label: 'time',
    widthRem: 6.5,
    type: 'time',
    read: (row) => row.atMs,
    describe: describeTime,
    render: (row) => <span className="base-mono">{formatTimeMs(row.atMs)}</span>,
  },
  { name: 'method', label: 'method', widthRem: 12.5, read: (row) => row.method, render: (row) => row.method },
  {
    name: 'target',
    label: 'target',
    widthRem: 7,
    isFlexible: true,
    read: (row) => row.target,
    render: (row) => <HostileText text={row.target} />,
  },
  { name: 'lane', label: 'lane', widthRem: 3.5, read: (row) => row.lane, render: (row) => row.lane },
  {
    name: 'status',
    label: 'status',
    widthRem: 3,
    align: 'end',
    type: 'number',
    read: (row) => row.status,
    render: (row) => (row.status === 0 ? 'none' : row.status),
  },
  {
    name: 'code',
    label: 'code',
    widthRem: 6.5,
    read: (row) => row.code ?? 'ok',
    render: (row) => <span className={row.code ? 'log-failed' : undefined}>{row.code ?? 'ok'}</span>,
  },
  {
    name: 'took',
    label: 'took',
    widthRem: 4,
    align: 'end',
    type: 'number',
    read: (row) => row.tookMs,
    render: (row) => formatTook(row.tookMs),
  },
  {
    name: 'requestId',
    label: 'request id',
    widthRem: 8,
    read: (row) => row.requestId,
    render: (row) => <span className="base-mono">{row.requestId}</span>,
  },
];

export function RequestsTab({ rows }: { rows: readonly RequestRecord[] }) {
  return (
    <LogGrid
      label="Requests"
      rows={rows}
      columns={columns}
      keyOf={(row) => row.sequence}
      nameOf={nameOf}
      textOf={textOf}
      renderDetails={(row) => (
        <dl className="log-details base-selectable">
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
