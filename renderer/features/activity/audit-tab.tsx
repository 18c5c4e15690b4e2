/** The record of privileged actions on this server, newest first: an intent before, an outcome after. */
import type { AuditRecord } from '#contract/domain/activity';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { formatTimeMs, formatTook } from '#renderer/lib/format.ts';
import { DetailLine } from './events-tab.tsx';
import { LogGrid, type LogColumn } from './log-grid.tsx';

const columns: readonly LogColumn<AuditRecord>[] = [
  {
    name: 'time',
    label: 'time',
    widthRem: 6.5,
    render: (row) => <span className="base-mono">{formatTimeMs(row.atMs)}</span>,
  },
  { name: 'phase', label: 'phase', widthRem: 4, render: (row) => row.phase },
  { name: 'verb', label: 'verb', widthRem: 10.5, render: (row) => row.verb },
  { name: 'room', label: 'room', widthRem: 6.5, render: (row) => <HostileText text={row.room} /> },
  {
    name: 'target',
    label: 'target',
    widthRem: 8,
    isFlexible: true,
    render: (row) => <HostileText text={row.target} />,
  },
  {
    name: 'outcome',
    label: 'outcome',
    widthRem: 7.5,
    render: (row) => <span className={row.code ? 'log-failed' : undefined}>{row.outcome || '–'}</span>,
  },
  {
    name: 'took',
    label: 'took',
    widthRem: 4,
    align: 'end',
    render: (row) => (row.phase === 'intent' ? '–' : formatTook(row.tookMs)),
  },
  { name: 'operator', label: 'who', widthRem: 4.5, render: (row) => <HostileText text={row.operator} /> },
];

export function AuditTab({ rows }: { rows: readonly AuditRecord[] }) {
  return (
    <LogGrid
      label="Audit"
      rows={rows}
      columns={columns}
      keyOf={(row) => row.sequence}
      nameOf={(row) => `${row.phase} ${row.verb} ${row.target} ${row.outcome}`}
      textOf={(row) => `${row.phase} ${row.verb} ${row.room} ${row.target} ${row.outcome} ${row.code} ${row.reason}`}
      renderDetails={(row) => (
        <dl className="log-details base-selectable">
          <DetailLine label="verb" text={row.verb} />
          <DetailLine label="target" text={row.target} />
          <DetailLine label="before" text={row.before} />
          <DetailLine label="after" text={row.after} />
          <DetailLine label="outcome" text={`${row.outcome} ${row.code}`.trim()} />
          <DetailLine label="answer" text={row.message} />
          <DetailLine label="why" text={row.reason} />
          <DetailLine label="request id" text={row.requestId} />
          <DetailLine label="action" text={row.actionId} />
        </dl>
      )}
      emptyText="No privileged action was made on this server yet. Every one leaves a row before it is sent, and one with its result."
    />
  );
}
