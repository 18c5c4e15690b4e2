/** The fields of the server form. Shows a draft and tells what the moderator changes; decides nothing. */
import { Eye, EyeOff, Lock, LockOpen, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import {
  environments,
  type ObserverMode,
  type SecretProtection,
  type ServerProfile,
} from '#contract/domain/server-profile';
import { IconButton } from '#renderer/components/button.tsx';
import { SegmentedChoice, type Choice } from '#renderer/components/segmented-choice.tsx';
import { TextField } from '#renderer/components/text-field.tsx';
import { ColourChoice } from './colour-choice.tsx';
import {
  chooseEnvironment,
  explainSecretNeed,
  isReadableOnTheWay,
  type DraftErrors,
  type DraftField,
  type FormDraft,
} from './server-draft.ts';

export interface ServerFormFieldsProps {
  draft: FormDraft;
  profile: ServerProfile | null;
  protection: SecretProtection;
  errors: DraftErrors;
  /** `field` names the one whose error is mended by the change. */
  onChange: (change: (draft: FormDraft) => FormDraft, field?: DraftField) => void;
}

const environmentChoices = environments.map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
}));

const modeChoices: readonly Choice<ObserverMode>[] = [
  {
    value: 'levels',
    label: 'Levels: see who speaks, how loud, and the quality',
    explanation:
      'Gavel plays nobody’s sound and receives no media for this. But the join carries the right to subscribe: a window that was taken over could listen without leaving a record.',
  },
  {
    value: 'strict',
    label: 'Strict: no right to listen at all',
    explanation:
      'The join cannot subscribe to anything. Speaking, level and quality stay unknown. Suggested for production. Changing to it closes this server’s open windows.',
  },
];

export function ServerFormFields({ draft, profile, protection, errors, onChange }: ServerFormFieldsProps) {
  function change(field: DraftField): (value: string) => void {
    return (value) => onChange((current) => ({ ...current, [field]: value }), field);
  }
  const isReadable = isReadableOnTheWay(draft.url);
  return (
    <>
      <TextField
        label="Name"
        autoFocus
        value={draft.name}
        onValueChange={change('name')}
        error={errors.name}
        maxLength={80}
      />
      <TextField
        label="URL"
        placeholder="wss://livekit.example.com"
        inputMode="url"
        dir="ltr"
        value={draft.url}
        onValueChange={change('url')}
        error={errors.url}
        {...(isReadable ? { hint: <PlainAddressWarning /> } : {})}
      />
      <div className="server-form-pair">
        <TextField
          label="API key"
          isMono
          dir="ltr"
          value={draft.apiKey}
          onValueChange={change('apiKey')}
          error={errors.apiKey}
        />
        <SecretField draft={draft} profile={profile} error={errors.apiSecret} onValueChange={change('apiSecret')} />
      </div>
      <SecretLine protection={protection} isTemporary={profile?.isTemporary ?? false} />
      <SegmentedChoice
        label="Environment"
        choices={environmentChoices}
        value={draft.environment}
        onValueChange={(environment) => onChange((current) => chooseEnvironment(current, environment))}
      />
      <ColourChoice
        value={draft.colour}
        isProduction={draft.environment === 'production'}
        onValueChange={(colour) => onChange((current) => ({ ...current, colour }))}
      />
      <SegmentedChoice
        label="Observing"
        hint="what the hidden join may do"
        choices={modeChoices}
        value={draft.observerMode}
        onValueChange={(observerMode) => onChange((current) => ({ ...current, observerMode, isModeChosen: true }))}
      />
    </>
  );
}

function SecretField(props: {
  draft: FormDraft;
  profile: ServerProfile | null;
  error: string | undefined;
  onValueChange: (value: string) => void;
}) {
  const [isShown, setIsShown] = useState(false);
  const need = explainSecretNeed(props.draft, props.profile);
  const isKept = need === undefined;
  return (
    <TextField
      label="API secret"
      isMono
      dir="ltr"
      type={isShown ? 'text' : 'password'}
      // SECURITY: the browser must neither remember nor offer it.
      autoComplete="new-password"
      placeholder={isKept ? 'kept' : ''}
      value={props.draft.apiSecret}
      onValueChange={props.onValueChange}
      error={props.error}
      {...(props.profile ? { hint: isKept ? 'Kept; leave empty to keep it.' : need } : {})}
      end={
        <IconButton
          label={isShown ? 'Hide the secret' : 'Show the secret'}
          icon={isShown ? <Eye /> : <EyeOff />}
          aria-pressed={isShown}
          onClick={() => setIsShown(!isShown)}
        />
      }
    />
  );
}

function SecretLine({ protection, isTemporary }: { protection: SecretProtection; isTemporary: boolean }) {
  const isWeak = !protection.isAvailable || isTemporary;
  return (
    <p className={isWeak ? 'server-form-secret server-form-secret-weak' : 'server-form-secret'}>
      {isWeak ? <LockOpen aria-hidden="true" /> : <Lock aria-hidden="true" />}
      <span>{describeSecret(protection, isTemporary)}</span>
    </p>
  );
}

function describeSecret(protection: SecretProtection, isTemporary: boolean): string {
  if (isTemporary) return 'This server exists for this run only; nothing of it is saved.';
  return protection.isAvailable
    ? 'Kept by this computer’s keystore and never shown again.'
    : `The secret lives for this session only. ${protection.explanation}`;
}

function PlainAddressWarning() {
  return (
    <span className="server-form-warning">
      <TriangleAlert aria-hidden="true" /> Not encrypted: tokens travel readably to this address. Refused for
      production.
    </span>
  );
}
