/** Whom changes of many leave out on this server unless ticked: a filter, and the identities that are one's own. */
import { useId, useMemo, useRef, useState } from 'react';
import { preferenceLimits } from '#contract/domain/roster-preferences';
import { parseFilter } from '#contract/filter/parse-filter';
import type { FilterError } from '#contract/filter/types';
import type { GavelError } from '#contract/result';
import { countBytes, limits } from '#contract/text-size';
import { Button } from '#renderer/components/button.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { FieldError, TextField } from '#renderer/components/text-field.tsx';
import { listLines } from '#renderer/lib/list-lines.ts';
import type { ColumnTable } from '#renderer/table/types.ts';
import { usePause } from '../filter/use-pause.ts';
import { listExempt, listExemptions } from '../marked-people.ts';
import { changePreferences, usePreferences } from '../preferences-store.ts';
import { compileProtection } from './protection.ts';
import { countPeople } from './bulk-wish.ts';
import './plan-dialog.css';

export interface ProtectedDialogProps {
  table: ColumnTable;
  isAbsent: (column: string) => boolean;
  onClose: () => void;
}

const shownFaults = 3;
/** Everybody in the room is asked: when typing pauses, not with each key. */
const countPauseMs = 300;

export function ProtectedDialog({ table, isAbsent, onClose }: ProtectedDialogProps) {
  const kept = usePreferences(({ preferences }) => preferences);
  const [text, setText] = useState(kept.protected ?? '');
  const [ownText, setOwnText] = useState(() => (kept.own ?? []).join('\n'));
  const [error, setError] = useState<GavelError>();
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const parsed = useMemo(() => parseFilter(text), [text]);
  const faults = parsed.ok ? [] : parsed.errors;
  const own = listLines(ownText);
  const ownFault = findOwnFault(own);
  const hasPaused = usePause(text, countPauseMs);
  const found = useMemo(
    () =>
      !parsed.ok
        ? undefined
        : hasPaused
          ? describeFound(table, text, isAbsent)
          : 'Who that is in this room is counted…',
    [parsed, hasPaused, table, text, isAbsent],
  );

  function fix({ at, length, suggestion = '' }: FilterError): void {
    setText(text.slice(0, at) + suggestion + text.slice(at + length));
    field.current?.focus();
  }
  async function save(): Promise<void> {
    const answer = await changePreferences({
      protected: text.trim() === '' ? undefined : text,
      own: own.length === 0 ? undefined : own,
    });
    if (answer.ok) onClose();
    else setError(answer.error);
  }

  return (
    <Dialog
      title="Protected people"
      isOpen
      onClose={onClose}
      isClosedByPressOutside={false}
      initialFocus={field}
      actions={
        <>
          <Button size="large" keys="Esc" onClick={onClose}>
            Cancel
          </Button>
          <Button size="large" look="primary" offReason={faults[0]?.message ?? ownFault} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <div className="bulk-protected">
        <div className="bulk-protected-faults">
          <TextField
            label="Filter of protected people"
            ref={field}
            isMono
            dir="ltr"
            maxLength={preferenceLimits.filterCharacters}
            placeholder="attr.role=host or identity:*@example.com"
            value={text}
            onValueChange={setText}
            error={faults[0]?.message}
            hint={found}
          />
          {faults
            .filter(({ suggestion }) => suggestion !== undefined)
            .slice(0, shownFaults)
            .map((fault) => (
              <div key={`${fault.at} ${fault.message}`} className="bulk-protected-fault">
                <Button size="small" onClick={() => fix(fault)}>
                  {fault.suggestion === '' ? (
                    'Take it out'
                  ) : (
                    <>
                      Use <HostileText text={fault.suggestion ?? ''} maxCharacters={60} />
                    </>
                  )}
                </Button>
              </div>
            ))}
        </div>
        <div className="text-field">
          <label className="text-field-label" htmlFor={id}>
            Your own identities, one a line
          </label>
          <textarea
            id={id}
            className="bulk-own base-mono"
            rows={3}
            spellCheck={false}
            value={ownText}
            aria-invalid={ownFault !== undefined}
            aria-describedby={`${id}-note`}
            onChange={({ target }) => setOwnText(target.value)}
          />
          <div id={`${id}-note`}>
            {ownFault === undefined ? (
              <p className="text-field-hint">
                Under which you are in rooms by another app. This console’s own hidden identity is in no list, so it is
                never marked; of others it cannot know which are yours.
              </p>
            ) : (
              <FieldError text={ownFault} />
            )}
          </div>
        </div>
        <p className="text-field-hint">
          Kept for this server. A change of many leaves these out unless they are ticked in its plan, as it does agents
          and recorders. A change of one is not kept from them.
        </p>
        {error && <ErrorPanel error={error} />}
      </div>
    </Dialog>
  );
}

function findOwnFault(own: readonly string[]): string | undefined {
  if (own.length > preferenceLimits.own) return `No more than ${preferenceLimits.own} identities are kept.`;
  return own.some((identity) => countBytes(identity) > limits.identityBytes)
    ? `An identity has at most ${limits.identityBytes} bytes.`
    : undefined;
}

/** Whom a filter means in this room now. */
function describeFound(table: ColumnTable, text: string, isAbsent: (column: string) => boolean): string {
  if (text.trim() === '') return 'In the language of the filter above the grid. Empty: nobody.';
  const rows = Int32Array.from(table.rows().filter((row) => table.read(row, 'state') !== 'left'));
  const [sure, doubtful] = listExemptions(compileProtection({ protected: text }))
    .slice(0, 2)
    .map((exemption) => listExempt(table, rows, exemption, isAbsent).length);
  const doubt = doubtful ? `; of ${countPeople(doubtful)} it is unknown, and they are left out as well` : '';
  return `In this room now: ${countPeople(sure ?? 0)}${doubt}.`;
}
