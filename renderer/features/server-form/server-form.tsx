/**
 * The form window: adds a server or edits one. It lives in a renderer of its own that is gone after saving, so that the
 * secret stays in no heap that goes on living.
 */
import { useEffect, useState } from 'react';
import type { AnswerOf } from '#contract/channels';
import type { GavelError } from '#contract/result';
import { Button } from '#renderer/components/button.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { markReady } from '#renderer/lib/app-state.ts';
import { request } from '#renderer/lib/bridge.ts';
import { bindKeys } from '#renderer/lib/keys.ts';
import { ServerFormFields } from './server-form-fields.tsx';
import { findMissing, finishDraft, placeError, startDraft, type DraftErrors, type FormDraft } from './server-draft.ts';
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

  async function save(): Promise<void> {
    if (isSaving) return;
    setFailure(undefined);
    const missing = findMissing(draft, profile);
    setErrors(missing);
    if (Object.keys(missing).length > 0) return focusFirstWrong();
    setIsSaving(true);
    const answer = await request('servers:save', finishDraft(draft));
    setIsSaving(false);
    if (answer.ok) return closeForm();
    const placed = placeError(answer.error);
    if (!placed) return setFailure(answer.error);
    setErrors({ [placed.field]: placed.text });
    focusFirstWrong();
  }

  useEffect(() => bindKeys({ '$mod+Enter': () => void save(), Escape: closeForm }));

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
      <footer className="server-form-foot">
        <p className="server-form-note" role="status">
          {isSaving ? 'Saving …' : ''}
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
    </div>
  );
}

/** Goes to the first field at fault, once it is marked. */
function focusFirstWrong(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
