/**
 * The form window: adds a server or edits one. It lives in a renderer of its own that is gone after saving, so that the
 * secret stays in no heap that goes on living.
 */
import { useEffect, useId, useState } from 'react';
import type { AnswerOf } from '#contract/channels';
import type { CheckLine } from '#contract/domain/server-check';
import type { GavelError } from '#contract/result';
import { Button } from '#renderer/components/button.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { KeysDialog } from '#renderer/features/shell/keys-dialog.tsx';
import { keysCommand } from '#renderer/features/shell/shell-commands.ts';
import { CheckLines } from '#renderer/features/server-check/check-lines.tsx';
import { listFailures, useCheck } from '#renderer/features/server-check/use-check.ts';
import { markReady } from '#renderer/lib/app-state.ts';
import { listen, request } from '#renderer/lib/bridge.ts';
import { showKeys, useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import { SaveAnywayDialog } from './save-anyway-dialog.tsx';
import { ServerFormFields } from './server-form-fields.tsx';
import {
  describeCheckable,
  findMissing,
  finishDraft,
  placeError,
  startDraft,
  type DraftErrors,
  type FormDraft,
} from './server-draft.ts';
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
  const [errors, setErrors] = useState<DraftErrors>({});
  const [failure, setFailure] = useState<GavelError>();
  const [isSaving, setIsSaving] = useState(false);
  const [unsettling, setUnsettling] = useState<CheckLine[]>([]);
  const check = useCheck();
  const [areKeysShown, setAreKeysShown] = useState(false);
  const formId = useId();
  const [checkedText, setCheckedText] = useState('');
  const checkable = describeCheckable(draft);
  const isStale = checkedText !== JSON.stringify(checkable);

  function runCheck(): void {
    setCheckedText(JSON.stringify(checkable));
    check.start({ draft: checkable });
  }

  async function save(isAnyway = false): Promise<void> {
    if (isSaving) return;
    setUnsettling([]);
    setFailure(undefined);
    const missing = findMissing(draft, profile);
    setErrors(missing);
    if (Object.keys(missing).length > 0) return focusFirstWrong();
    // What failed with other values says nothing of these.
    const failures = isStale ? [] : listFailures(check.state);
    if (failures.length > 0 && !isAnyway) return setUnsettling(failures);
    setIsSaving(true);
    const answer = await request('servers:save', finishDraft(draft));
    setIsSaving(false);
    if (answer.ok) return closeForm();
    const placed = placeError(answer.error);
    if (!placed) return setFailure(answer.error);
    setErrors({ [placed.field]: placed.text });
    focusFirstWrong();
  }

  const title = profile ? 'Edit server' : 'Add server';
  const verb = profile ? 'Save server' : 'Add server';
  const isChecking = check.state?.isRunning ?? false;
  useEffect(() => listen('app:keys-wanted', () => setAreKeysShown(true)), []);
  useCommands([
    {
      id: 'form.save',
      label: verb,
      place: 'Form',
      keys: saveKeys,
      offReason: unsettling.length > 0 || areKeysShown ? 'The dialog over the form comes first.' : undefined,
      run: () => void save(),
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
          void save();
        }}
      >
        <ServerFormFields
          draft={draft}
          profile={profile}
          protection={protection}
          errors={errors}
          onChange={(change, field) => {
            setDraft((current) => change(current));
            if (field) setErrors(({ [field]: _mended, ...others }) => others);
          }}
        />
        {failure && <ErrorPanel error={failure} isCompact />}
      </form>
      <aside className="server-form-check" aria-label="Connection">
        {check.state ? (
          <CheckLines state={check.state} note={isStale ? 'of what was entered before' : undefined} />
        ) : (
          <p className="server-form-unchecked">
            Not checked yet. <b>Check</b> tries the way to the server, the key and the secret, and what the server can
            do; it changes nothing there and makes no room.
          </p>
        )}
      </aside>
      <footer className="server-form-foot">
        {isChecking ? (
          <Button look="quiet" size="large" onClick={check.stop}>
            Stop check
          </Button>
        ) : (
          <Button size="large" onClick={runCheck}>
            {check.state ? 'Check again' : 'Check'}
          </Button>
        )}
        <p className="server-form-note" role="status">
          {isSaving ? 'Saving …' : isChecking ? 'You can save before the check ends.' : ''}
        </p>
        <Button size="large" keys={showKeys(cancelCommand.keys)} onClick={closeForm}>
          {cancelCommand.label}
        </Button>
        <Button
          size="large"
          look="primary"
          keys={showKeys(saveKeys)}
          offReason={isSaving ? 'It is being saved.' : undefined}
          // Enter in a field presses a button that submits: not while a check is awaited.
          {...(isChecking ? { onClick: () => void save() } : { type: 'submit', form: formId })}
        >
          {verb}
        </Button>
      </footer>
      {unsettling.length > 0 && (
        <SaveAnywayDialog
          failures={unsettling}
          verb={verb}
          onCancel={() => setUnsettling([])}
          onSave={() => void save(true)}
        />
      )}
      {areKeysShown && <KeysDialog onClose={() => setAreKeysShown(false)} />}
    </div>
  );
}

/** Goes to the first field at fault, once it is marked. */
function focusFirstWrong(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
