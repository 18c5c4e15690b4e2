/** One row of the record, whole: what was changed first, then every field. */
import { Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { AuditRecord } from '#contract/domain/activity';
import { Button } from '#renderer/components/button.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import type { GavelError } from '#contract/result';
import { request } from '#renderer/lib/bridge.ts';
import { beginHiding, copyText } from '#renderer/lib/copy-text.ts';
import { formatDateTimeMs, formatTook } from '#renderer/lib/format.ts';
import '#renderer/components/facts.css';
import { listChanges } from './describe-change.ts';
import { describeOutcome } from './describe-outcome.ts';

/** A value is drawn up to here; the copied JSON has all of it. */
const drawnCharacters = 20_000;

export function AuditDetails({ row: listed }: { row: AuditRecord }) {
  const [whole, setWhole] = useState<AuditRecord>();
  const [error, setError] = useState<GavelError>();
  const { sequence, isCut } = listed;
  useEffect(() => {
    if (!isCut) return;
    let isCurrent = true;
    void request('audit:read-row', { sequence }).then((answer) => {
      if (!isCurrent) return;
      if (answer.ok) setWhole(answer.value);
      else setError(answer.error);
    });
    return () => {
      isCurrent = false;
    };
  }, [sequence, isCut]);

  const row = whole?.sequence === sequence ? whole : listed;
  const { isCut: _isCut, ...copied } = row;
  return (
    <div className="audit-details">
      <div className="audit-details-head">
        <strong>Row {row.sequence}</strong>
        <Button
          size="small"
          icon={<Copy aria-hidden="true" />}
          offReason={row.isCut ? 'Its values are still being read.' : undefined}
          onClick={() => void copyText(writeRow(copied))}
        >
          Copy as JSON
        </Button>
      </div>
      {error && <ErrorPanel error={error} isCompact />}
      <Changes row={row} />
      <dl className="facts base-selectable">
        <Line label="time" text={formatDateTimeMs(row.atMs)} />
        <Line label="phase" text={row.phase} />
        <Line label="server" text={row.serverName} />
        <Line label="verb" text={row.verb} />
        <Line label="room" text={row.room} />
        <Line label="target" text={row.target} />
        <Line label="why" text={row.reason} />
        <Line label="before" text={row.before} />
        <Line label="after" text={row.after} />
        <Line label="outcome" text={describeOutcome(row.outcome)} />
        <Line label="failure" text={row.code === '' ? '' : `${describeOutcome(row.code)} (${row.code})`} />
        <Line label="answer" text={row.message} />
        <Line label="took" text={row.phase === 'outcome' ? formatTook(row.tookMs) : ''} />
        <Line label="request id" text={row.requestId} />
        <Line label="action" text={row.actionId} />
        <Line label="who" text={row.operator} />
      </dl>
    </div>
  );
}

/** Masked values are hidden before it is JSON: one that is escaped is not found. */
function writeRow(row: object): string {
  const hide = beginHiding();
  return JSON.stringify(row, (_name, value: unknown) => (typeof value === 'string' ? hide(value) : value), 2);
}

function Changes({ row }: { row: AuditRecord }) {
  const changes = listChanges(row.before, row.after);
  // Two whole texts stand below as before and after anyway.
  if (row.isCut || !changes.some(({ name }) => name !== '')) return null;
  return (
    <ul className="audit-changes base-selectable" aria-label="Changes">
      {changes.slice(0, 100).map(({ name, was, now }) => (
        <li key={name}>
          <span className="audit-change-name">
            <HostileText text={name} maxCharacters={200} />
          </span>
          <del>{was === undefined ? <i>none</i> : <HostileText text={was} maxCharacters={500} />}</del>
          <span className="base-hidden">became</span>
          <ins>{now === undefined ? <i>none</i> : <HostileText text={now} maxCharacters={500} />}</ins>
        </li>
      ))}
      {changes.length > 100 && <li>and {changes.length - 100} more</li>}
    </ul>
  );
}

function Line({ label, text }: { label: string; text: string }) {
  if (text === '') return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <HostileText text={text} maxCharacters={drawnCharacters} />
      </dd>
    </>
  );
}
