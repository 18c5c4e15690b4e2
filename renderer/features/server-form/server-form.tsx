/**
 * The form window: adds a server or edits one. It lives in a renderer of its own that is gone after saving, so that the
 * secret stays in no heap that goes on living.
 */
import { useEffect, useState } from 'react';
import type { AnswerOf } from '#contract/channels';
import type { CheckLine } from '#contract/domain/server-check';
import type { GavelError } from '#contract/result';
import { Button } from '#renderer/components/button.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { CheckLines } from '#renderer/features/server-check/check-lines.tsx';
import { listFailures, useCheck } from '#renderer/features/server-check/use-check.ts';
import { markReady } from '#renderer/lib/app-state.ts';
import { request } from '#renderer/lib/bridge.ts';
import { bindKeys } from '#renderer/lib/keys.ts';
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

  useEffect(() =>
    // The dialog over the form has the keys while it stands.
    unsettling.length > 0 ? undefined : bindKeys({ '$mod+Enter': () => void save(), Escape: closeForm }),
  );

  const title = profile ? 'Edit server' : 'Add server';
  return (
    <div className="server-form" role="dialog" aria-labelledby="server-form-title">
      <h1 id="server-form-title" className="server-form-title">
        {title}
      </h1>
      <form
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
        {check.state?.isRunning ? (
          <Button look="quiet" size="large" onClick={check.stop}>
            Stop check
          </Button>
        ) : (
          <Button size="large" onClick={runCheck}>
            {check.state ? 'Check again' : 'Check'}
          </Button>
        )}
        <p className="server-form-note" role="status">
          {isSaving ? 'Saving …' : check.state?.isRunning ? 'You can save before the check ends.' : ''}
        </p>
        <Button size="large" keys="Esc" onClick={closeForm}>
          Cancel
        </Button>
        <Button
          size="large"
          look="primary"
          keys="Ctrl+Enter"
          offReason={isSaving ? 'It is being saved.' : undefined}
          onClick={() => void save()}
        >
          {profile ? 'Save server' : 'Add server'}
        </Button>
      </footer>
      {unsettling.length > 0 && (
        <SaveAnywayDialog
          failures={unsettling}
          verb={profile ? 'Save server' : 'Add server'}
          onCancel={() => setUnsettling([])}
          onSave={() => void save(true)}
        />
      )}
    </div>
  );
}

/** Goes to the first field at fault, once it is marked. */
function focusFirstWrong(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
