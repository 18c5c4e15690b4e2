/**
 * From *Add server* to the closed form: what is missing is named, what is entered is checked, and then it is saved. Where a
 * line of the check fails nothing is saved until the moderator says so.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ServerProfile } from '#contract/domain/server-profile';
import type { GavelError } from '#contract/result';
import { request } from '#renderer/lib/bridge.ts';
import {
  decideBeforeSaving,
  findMissing,
  finishDraft,
  placeError,
  type DraftErrors,
  type DraftField,
  type FormDraft,
} from './server-draft.ts';
import type { FormCheck } from './use-form-check.ts';

export type SavingPhase = 'idle' | 'checking' | 'saving';

export interface Saving {
  errors: DraftErrors;
  failure: GavelError | undefined;
  /** Kept from being saved by its check, and may be saved all the same. */
  isHeld: boolean;
  save: (isAnyway?: boolean) => Promise<void>;
  /** The moderator has changed this field. */
  mend: (field: DraftField) => void;
  /** Forgets that a check kept it from being saved. */
  release: () => void;
}

/** What a check kept from being saved, and where the focus was. */
interface Held {
  text: string;
  focused: Element | null;
}

export function useSaving(options: {
  draft: FormDraft;
  profile: ServerProfile | null;
  check: FormCheck;
  phase: SavingPhase;
  setPhase: (phase: SavingPhase) => void;
  onSaved: () => void;
}): Saving {
  const { draft, profile, check, setPhase } = options;
  const [errors, setErrors] = useState<DraftErrors>({});
  const [failure, setFailure] = useState<GavelError>();
  const [held, setHeld] = useState<Held>();
  const isBusy = useRef(false);
  // Name and colour may be typed on while the server is checked.
  const latest = useRef({ draft, text: check.text });
  useLayoutEffect(() => {
    latest.current = { draft, text: check.text };
  });
  useEffect(() => {
    if (held) focusFailedLine(held.focused);
  }, [held]);

  /** True if nothing speaks against saving. */
  async function passCheck(): Promise<boolean> {
    const before = decideBeforeSaving(draft, profile, check.current);
    if (before === 'nothing') return true;
    const focused = document.activeElement;
    if (before === 'check') {
      setPhase('checking');
      const answer = await check.run('quick');
      const isSame = latest.current.text === check.text;
      const hasFailed =
        !answer.ok || answer.value.isCancelled || answer.value.lines.some(({ state }) => state === 'failed');
      if (isSame && !hasFailed) return true;
    }
    setHeld({ text: check.text, focused });
    return false;
  }

  async function saveDraft(): Promise<void> {
    setPhase('saving');
    const answer = await request('servers:save', finishDraft(latest.current.draft));
    if (answer.ok) return options.onSaved();
    const placed = placeError(answer.error);
    if (!placed) return setFailure(answer.error);
    setErrors({ [placed.field]: placed.text });
    focusFirstWrong();
  }

  async function save(isAnyway = false): Promise<void> {
    if (isBusy.current) return;
    setFailure(undefined);
    setHeld(undefined);
    const missing = findMissing(draft, profile);
    setErrors(missing);
    if (Object.keys(missing).length > 0) return focusFirstWrong();
    isBusy.current = true;
    try {
      if (isAnyway || (await passCheck())) await saveDraft();
    } finally {
      isBusy.current = false;
      setPhase('idle');
    }
  }

  return {
    errors,
    failure,
    isHeld: held?.text === check.text,
    save,
    mend: (field) => setErrors(({ [field]: _mended, ...others }) => others),
    release: () => setHeld(undefined),
  };
}

/** Goes to the first field at fault, once it is marked. */
function focusFirstWrong(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}

/** Goes to the first line that failed, unless the moderator went on elsewhere meanwhile. */
function focusFailedLine(focusedBefore: Element | null): void {
  const focused = document.activeElement;
  if (focused !== focusedBefore && focused !== document.body) return;
  document.querySelector<HTMLElement>('[data-check][data-state="failed"]')?.focus();
}
