/**
 * The form window: adds a server or edits one. It lives in a renderer of its own that is gone after saving, so that the
 * secret stays in no heap that goes on living.
 */
import { useEffect, useId, useState } from 'react';
import type { AnswerOf } from '#contract/channels';
import type { GavelError } from '#contract/result';
import { Button } from '#renderer/components/button.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { KeysDialog } from '#renderer/features/shell/keys-dialog.tsx';
import { keysCommand } from '#renderer/features/shell/shell-commands.ts';
import { CheckLines } from '#renderer/features/server-check/check-lines.tsx';
import { listFailures } from '#renderer/features/server-check/use-check.ts';
import { markReady } from '#renderer/lib/app-state.ts';
import { listen, request } from '#renderer/lib/bridge.ts';
import { showKeys, useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import { ServerFormFields } from './server-form-fields.tsx';
import { hasUnsaved, startDraft, type FormDraft } from './server-draft.ts';
import { useFormCheck, type FormCheck } from './use-form-check.ts';
import { useFormDrafts } from './use-form-drafts.ts';
import { useSaving, type SavingPhase } from './use-saving.ts';
import './server-form.css';

const saveKeys = '$mod+Enter';
const cancelCommand = {
  id: 'form.cancel',
  label: 'Cancel',
  place: 'Form',
  keys: 'Escape',
} as const satisfies CommandDefinition;

type FormFacts = AnswerOf<'servers:read-form'>;

export function ServerForm() {
  const [facts, setFacts] = useState<FormFacts>();
  const [error, setError] = useState<GavelError>();
  useEffect(() => {
    void request('servers:read-form', {}).then((answer) => {
      if (answer.ok) setFacts(answer.value);
      else setError(answer.error);
    });
  }, []);
  useEffect(() => {
    if (!facts && !error) return;
    document.title = `${facts?.profile ? 'Edit server' : 'Add server'} – Gavel`;
    markReady();
  }, [facts, error]);
  if (error) return <ErrorPanel error={error} actions={<Button onClick={closeForm}>Close</Button>} />;
  return facts ? <LoadedForm facts={facts} /> : null;
}

function closeForm(): void {
  void request('servers:close-form', {});
}

function LoadedForm({ facts: { profile, protection } }: { facts: FormFacts }) {
  const [draft, setDraft] = useState<FormDraft>(() => startDraft(profile));
  const [phase, setPhase] = useState<SavingPhase>('idle');
  const [areKeysShown, setAreKeysShown] = useState(false);
  const formId = useId();
  const check = useFormCheck(draft, phase === 'checking');
  const drafts = useFormDrafts(hasUnsaved(draft, profile));
  const saving = useSaving({ draft, profile, check, phase, setPhase, onSaved: () => drafts.forget(closeForm) });

  function runCheck(): void {
    saving.release();
    void check.run('full');
  }

  const title = profile ? 'Edit server' : 'Add server';
  const verb = profile ? 'Save server' : 'Add server';
  const offReason = explainOff(phase);
  useEffect(() => listen('app:keys-wanted', () => setAreKeysShown(true)), []);
  useCommands([
    {
      id: 'form.save',
      label: verb,
      place: 'Form',
      keys: saveKeys,
      offReason: areKeysShown ? 'The dialog over the form comes first.' : offReason,
      run: () => void saving.save(),
    },
    { id: 'form.keys.save', label: `${verb}, while no check is under way`, place: 'Form', keys: 'Enter' },
    { ...cancelCommand, run: closeForm },
    { ...keysCommand, run: () => setAreKeysShown(true) },
  ]);

  return (
    <div className="server-form" role="dialog" aria-labelledby="server-form-title">
      <h1 id="server-form-title" className="server-form-title">
        {title}
      </h1>
      <form
        id={formId}
        className="server-form-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void saving.save();
        }}
      >
        <ServerFormFields
          draft={draft}
          profile={profile}
          protection={protection}
          errors={saving.errors}
          onChange={(change, field) => {
            setDraft((current) => change(current));
            if (field) saving.mend(field);
          }}
        />
        {saving.failure && <ErrorPanel error={saving.failure} isCompact />}
      </form>
      <aside className="server-form-check" aria-label="Connection">
        {check.state ? (
          <CheckLines state={check.state} note={check.current ? undefined : 'of what was entered before'} />
        ) : (
          <p className="server-form-unchecked">
            Not checked yet. <b>{verb}</b> looks first whether the server can be reached with this key and secret.{' '}
            <b>Check</b> also tries what the server can do and the way of sound and picture; it changes nothing there
            and makes no room.
          </p>
        )}
      </aside>
      <footer className="server-form-foot">
        {check.isRunning ? (
          <Button look="quiet" size="large" onClick={check.stop}>
            Stop check
          </Button>
        ) : (
          <Button size="large" onClick={runCheck}>
            {check.state ? 'Check again' : 'Check'}
          </Button>
        )}
        <p className="server-form-note" role="status">
          {describeSaving(phase, saving.isHeld, check, profile !== null)}
        </p>
        <Button size="large" keys={showKeys(cancelCommand.keys)} onClick={closeForm}>
          {cancelCommand.label}
        </Button>
        {saving.isHeld && (
          <Button size="large" offReason={offReason} onClick={() => void saving.save(true)}>
            {profile ? 'Save anyway' : 'Add anyway'}
          </Button>
        )}
        <Button
          size="large"
          look="primary"
          keys={showKeys(saveKeys)}
          offReason={offReason}
          // Enter in a field presses a button that submits: not while a check is awaited.
          {...(check.isRunning ? { onClick: () => void saving.save() } : { type: 'submit', form: formId })}
        >
          {verb}
        </Button>
      </footer>
      {areKeysShown && <KeysDialog onClose={() => setAreKeysShown(false)} />}
    </div>
  );
}

function explainOff(phase: SavingPhase): string | undefined {
  switch (phase) {
    case 'idle':
      return undefined;
    case 'checking':
      return 'It is being checked; Stop check ends that.';
    case 'saving':
      return 'It is being saved.';
    default:
      return phase satisfies never;
  }
}

function describeSaving(phase: SavingPhase, isHeld: boolean, check: FormCheck, isEdit: boolean): string {
  if (phase === 'checking') return 'Checking it first …';
  if (phase === 'saving') return 'Saving …';
  if (isHeld) return `${isEdit ? 'Not saved' : 'Not added'}: ${describeHold(check)}.`;
  return check.isRunning ? 'You can save before the check ends.' : '';
}

function describeHold({ current }: FormCheck): string {
  const failures = listFailures(current).length;
  if (failures > 0) return failures === 1 ? 'one line of the check failed' : `${failures} lines of the check failed`;
  return current?.error ? 'the check could not be made' : 'the check was stopped';
}
