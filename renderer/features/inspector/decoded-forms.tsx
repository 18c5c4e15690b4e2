/** What a value may be beside its raw text, below it: times at once, longer readings when asked for. The raw text stays as it is. */
import { useMemo, useState } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { JsonTree } from '#renderer/components/json-tree.tsx';
import { decodeMetadata } from '#renderer/lib/decode-metadata.ts';
import { listDecodedMembers, listForms, type DecodedForm } from '#renderer/lib/decode-forms.ts';
import { formatAge, formatBytes, formatCount, formatDateTimeMs } from '#renderer/lib/format.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import './readings.css';

const drawnCharacters = 20_000;

/** Of a whole value and, where it is a JSON document, of its members. */
export function DecodedForms({ text, label }: { text: string; label: string }) {
  const forms = useMemo(() => listForms(text), [text]);
  const members = useMemo(() => listDecodedMembers(text), [text]);
  if (forms.length === 0 && members.length === 0) return null;
  return (
    <ul className="inspector-decoded" aria-label={`Decoded: ${label}`}>
      {forms.map((form) => (
        <li key={form.kind}>
          <Form form={form} what={label} />
        </li>
      ))}
      {members.flatMap(({ path, forms: ofMember }) =>
        ofMember.map((form) => (
          <li key={`${path.join('\u0000')} ${form.kind}`}>
            <span className="inspector-decoded-path">
              <HostileText text={path.join(' › ')} maxCharacters={80} />
            </span>{' '}
            <Form form={form} what={path.join(' › ')} />
          </li>
        )),
      )}
    </ul>
  );
}

function Form({ form, what }: { form: DecodedForm; what: string }) {
  const [isOpen, setOpen] = useState(false);
  if (form.kind === 'time') return <Time {...form} />;
  return (
    <>
      <Button
        size="small"
        look="quiet"
        aria-expanded={isOpen}
        aria-label={`${nameForm(form)}: ${what}`}
        onClick={() => setOpen(!isOpen)}
      >
        {nameForm(form)}
      </Button>
      {isOpen && <Opened form={form} what={what} />}
    </>
  );
}

function Opened({ form, what }: { form: Exclude<DecodedForm, { kind: 'time' }>; what: string }) {
  const text = form.kind === 'base64-bytes' ? form.hex : form.text;
  const decoded = useMemo(() => (/^\s*[[{]/.test(text) ? decodeMetadata(text) : undefined), [text]);
  if (decoded?.kind === 'json') return <JsonTree value={decoded.value} label={`Decoded ${what}`} />;
  return (
    <div className="inspector-raw base-selectable">
      <HostileText text={text} maxCharacters={drawnCharacters} />
    </div>
  );
}

function nameForm(form: Exclude<DecodedForm, { kind: 'time' }>): string {
  switch (form.kind) {
    case 'base64-text':
      return `read as base64: ${formatCount(form.text.length)} characters`;
    case 'base64-bytes':
      return `read as base64: ${formatBytes(form.sizeBytes)}`;
    case 'json':
      return 'JSON in a string';
    default:
      return form satisfies never;
  }
}

const units: Record<Extract<DecodedForm, { kind: 'time' }>['unit'], string> = {
  seconds: 'read as seconds since 1970',
  milliseconds: 'read as milliseconds since 1970',
  iso: 'in local time',
  zoneless: 'no zone is given; read in that of this computer',
};

function Time({ atMs, unit }: Extract<DecodedForm, { kind: 'time' }>) {
  const nowMs = useNow();
  const age = atMs <= nowMs ? `${formatAge(nowMs - atMs)} ago` : `in ${formatAge(atMs - nowMs)}`;
  return (
    <span title={units[unit]}>
      <time dateTime={new Date(atMs).toISOString()}>{formatDateTimeMs(atMs).replace(/\.000$/, '')}</time> · {age}
    </span>
  );
}
