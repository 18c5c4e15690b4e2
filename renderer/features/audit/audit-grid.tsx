/** The record of privileged actions as a grid, newest first, with the check of the whole of it above. */
import type { AuditRecord } from '#contract/domain/activity';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { LogGrid, type LogColumn } from '#renderer/features/activity/log-grid.tsx';
import { createIdColumn, createTextColumn, createTimeColumn } from '#renderer/features/activity/log-columns.tsx';
import type { Questions } from '#renderer/features/grid-tools/filter/column-language.ts';
import { formatTook } from '#renderer/lib/format.ts';
import { AuditCheckLine, AuditTools } from './audit-check-line.tsx';
import { AuditDetails } from './audit-details.tsx';
import { describeOutcome } from './describe-outcome.ts';
import { summarizeChange } from './describe-change.ts';
import type { AuditRows } from './use-audit-rows.ts';
import './audit.css';

const badOutcomes: ReadonlySet<unknown> = new Set(['refused', 'drifted', 'failed'].map(describeOutcome));

/** The step that an outcome reached, or what else a row is. */
function Outcome({ row }: { row: AuditRecord }) {
  if (row.phase === 'intent') return <span className="audit-quiet">intent</span>;
  const isBad = row.code !== '' || badOutcomes.has(describeOutcome(row.outcome));
  return (
    <span className={isBad ? 'log-failed' : undefined} title={row.outcome || undefined}>
      {describeOutcome(row.outcome) || '–'}
    </span>
  );
}

const serverColumn = createTextColumn<AuditRecord>(
  { name: 'server', label: 'server', widthRem: 5.5 },
  (row) => row.serverName,
);

const columns: readonly LogColumn<AuditRecord>[] = [
  createTimeColumn({ name: 'time', label: 'time', widthRem: 13 }, (row) => row.atMs, { hasDay: true }),
  { name: 'verb', label: 'verb', widthRem: 9, read: (row) => row.verb, render: (row) => row.verb },
  createTextColumn({ name: 'room', label: 'room', widthRem: 5.5 }, (row) => row.room),
  createTextColumn({ name: 'target', label: 'target', widthRem: 6.5, field: 'identity' }, (row) => row.target),
  createTextColumn({ name: 'reason', label: 'reason', widthRem: 5 }, (row) => row.reason, 200),
  // It may tell of everything that can be masked.
  createTextColumn(
    { name: 'change', label: 'before → after', widthRem: 10, isFlexible: true, field: 'metadata' },
    (row) => (row.phase === 'checkpoint' ? row.message : summarizeChange(row.before, row.after)),
    300,
  ),
  {
    name: 'outcome',
    label: 'outcome',
    widthRem: 6,
    read: (row) => describeOutcome(row.outcome),
    render: (row) => <Outcome row={row} />,
  },
  {
    name: 'code',
    label: 'failure',
    widthRem: 8,
    read: (row) => describeOutcome(row.code),
    render: (row) =>
      row.code !== '' && (
        <span className="log-failed" title={row.code}>
          {describeOutcome(row.code)}
        </span>
      ),
  },
  {
    name: 'took',
    label: 'took',
    widthRem: 4,
    align: 'end',
    type: 'number',
    read: (row) => (row.phase === 'outcome' ? row.tookMs : null),
    render: (row) => (row.phase === 'outcome' ? formatTook(row.tookMs) : '–'),
  },
  createIdColumn({ name: 'requestId', label: 'request id', widthRem: 5 }, (row) => row.requestId),
];
const columnsOfAllServers = [...columns.slice(0, 1), serverColumn, ...columns.slice(1)];

const questions: Questions = {
  failed: {
    meaning: 'was refused, has failed or drifted',
    columns: ['code', 'outcome'],
    test: (read) => read('code') !== '' || badOutcomes.has(read('outcome')),
  },
};

export interface AuditGridProps {
  rows: AuditRows;
  /** All servers, as the manager shows them. */
  isWhole: boolean;
  /** Keeps sort, marks and filter while the grid is not shown. */
  keeper?: object;
}

export function AuditGrid({ rows, isWhole, keeper }: AuditGridProps) {
  return (
    <div className="audit">
      <AuditCheckLine />
      {rows.error && <ErrorPanel error={rows.error} isCompact />}
      <LogGrid
        key={rows.generation}
        label="Audit"
        isOfAllServers={isWhole}
        {...(keeper ? { keeper } : {})}
        rows={rows.rows}
        olderRows={rows.olderRows}
        hasOlder={rows.hasOlder}
        onReachEnd={rows.loadOlder}
        columns={isWhole ? columnsOfAllServers : columns}
        keyOf={(row) => row.sequence}
        nameOf={nameOf}
        textOf={textOf}
        filterExample="is:failed verb:remove"
        questions={questions}
        renderDetails={(row) => <AuditDetails key={row.sequence} row={row} />}
        tools={<AuditTools />}
        emptyText={
          isWhole
            ? 'No privileged action was made from this computer yet. Every one leaves a row before it is sent, and one with its result.'
            : 'No privileged action was made on this server yet. Every one leaves a row before it is sent, and one with its result.'
        }
      />
    </div>
  );
}

function nameOf({ phase, verb, target, outcome }: AuditRecord): string {
  return `${phase} ${verb} ${target} ${describeOutcome(outcome)}`;
}

function textOf(row: AuditRecord): string {
  const { phase, serverName, verb, room, target, outcome, code, reason, requestId, before, after } = row;
  const ending = `${outcome} ${describeOutcome(outcome)} ${code} ${describeOutcome(code)}`;
  return `${phase} ${serverName} ${verb} ${room} ${target} ${ending} ${reason} ${requestId} ${before} ${after}`;
}
