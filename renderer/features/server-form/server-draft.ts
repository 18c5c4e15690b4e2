/** The draft of a server being added or edited: what it starts from, what is missing, and what must be asked for again. */
import type { GavelError } from '#contract/result';
import { quickCheckLineIds } from '#contract/domain/server-check';
import { parseServerAddress, readSavedAddress } from '#contract/server-address';
import { listFailures, type CheckRequest, type CheckState } from '#renderer/features/server-check/use-check.ts';
import type { Environment, ObserverMode, ServerDraft, ServerProfile } from '#contract/domain/server-profile';

export type DraftField = 'name' | 'url' | 'apiKey' | 'apiSecret';
export type DraftErrors = Partial<Record<DraftField, string>>;

export interface FormDraft extends Omit<ServerDraft, 'apiSecret'> {
  /** Empty while an edit keeps the stored one. */
  apiSecret: string;
  /** Once chosen by hand, a change of environment leaves the mode alone. */
  isModeChosen: boolean;
}

/** The draft to start from: the saved profile, or what a new server most often is. The secret always starts empty. */
export function startDraft(profile: ServerProfile | null): FormDraft {
  if (!profile) {
    return {
      name: '',
      url: '',
      apiKey: '',
      apiSecret: '',
      colour: 'teal',
      environment: 'development',
      observerMode: 'levels',
      isModeChosen: false,
    };
  }
  const { name, url, apiKey, colour, environment, observerMode } = profile;
  return { name, url, apiKey, colour, environment, observerMode, apiSecret: '', isModeChosen: true };
}

/** Changes the environment; production suggests strict unless the moderator has chosen a mode. */
export function chooseEnvironment(draft: FormDraft, environment: Environment): FormDraft {
  const suggested: ObserverMode = environment === 'production' ? 'strict' : 'levels';
  return { ...draft, environment, observerMode: draft.isModeChosen ? draft.observerMode : suggested };
}

/** Why the secret must be typed; undefined when the stored one can stay. Main holds to the same rule. */
export function explainSecretNeed(draft: FormDraft, profile: ServerProfile | null): string | undefined {
  if (!profile) return 'Needed to sign what Gavel asks of the server.';
  if (profile.secretState === 'missing') return 'No secret is kept for this server: enter it again.';
  if (readOrigin(draft.url) !== readOrigin(profile.url)) {
    return 'The address changed, so the secret is asked for again: a stored one is never sent elsewhere.';
  }
  if (draft.apiKey.trim() !== profile.apiKey) return 'The API key changed, so its secret is needed.';
  return undefined;
}

/** What is missing or cannot be right, field by field. Main checks again and has the last word. */
export function findMissing(draft: FormDraft, profile: ServerProfile | null): DraftErrors {
  const errors: DraftErrors = {};
  if (draft.name.trim() === '') errors.name = 'Give it a name that you will recognise.';
  const address = readSavedAddress(draft.url, draft.environment);
  if (!address.ok) errors.url = describe(address.error);
  if (draft.apiKey.trim() === '') errors.apiKey = 'Enter the API key.';
  if (draft.apiSecret === '') {
    const need = explainSecretNeed(draft, profile);
    if (need !== undefined) errors.apiSecret = profile ? need : 'Enter the API secret.';
  }
  return errors;
}

/** What is handed to main: trimmed, and without a secret that is kept. */
export function finishDraft(draft: FormDraft): ServerDraft {
  const { apiSecret, isModeChosen: _isModeChosen, ...rest } = draft;
  const trimmed = { ...rest, name: rest.name.trim(), url: rest.url.trim(), apiKey: rest.apiKey.trim() };
  return apiSecret === '' ? trimmed : { ...trimmed, apiSecret };
}

/** True if there is something that closing the form would lose. */
export function hasUnsaved(draft: FormDraft, profile: ServerProfile | null): boolean {
  return JSON.stringify(finishDraft(draft)) !== JSON.stringify(finishDraft(startDraft(profile)));
}

/**
 * What comes before saving: a check of what is entered, a word about what a check has found, or nothing. `check` is of what
 * is entered now. What no short check looks at is not asked again, only told.
 */
export function decideBeforeSaving(
  draft: FormDraft,
  profile: ServerProfile | null,
  check: CheckState | undefined,
): 'nothing' | 'check' | 'word' {
  if (profile && draft.apiSecret === '' && explainSecretNeed(draft, profile) === undefined) return 'nothing';
  if (!check || check.error || check.report?.isCancelled) return 'check';
  const failures = listFailures(check);
  const isQuickKnown = quickCheckLineIds.every((id) => {
    const line = check.lines.get(id);
    return line && line.state !== 'running' && line.state !== 'failed';
  });
  if (!isQuickKnown) return 'check';
  return failures.length > 0 ? 'word' : 'nothing';
}

/** What a check needs of the draft. */
export function describeCheckable(draft: FormDraft): NonNullable<CheckRequest['draft']> {
  const { url, apiKey, apiSecret, environment } = draft;
  const checkable = { url: url.trim(), apiKey: apiKey.trim(), environment };
  return apiSecret === '' ? checkable : { ...checkable, apiSecret };
}

/** The field that a refusal is about, with what to say there; undefined when it is about none of ours. */
export function placeError(error: GavelError): { field: DraftField; text: string } | undefined {
  const field = error.detail?.field;
  if (field !== 'name' && field !== 'url' && field !== 'apiKey' && field !== 'apiSecret') return undefined;
  return { field, text: describe(error) };
}

function describe(error: GavelError): string {
  return [error.message, error.detail?.cure].filter(Boolean).join(' ');
}

/** True for an address over which tokens travel readably: plain http or ws to another computer. */
export function isReadableOnTheWay(url: string): boolean {
  const address = parseServerAddress(url);
  return address.ok && !address.value.isSecure && !address.value.isLoopback;
}

/** What decides whether a stored secret may be used; ws and http name the same place. */
function readOrigin(url: string): string {
  const address = parseServerAddress(url);
  return address.ok ? address.value.signalOrigin : url.trim();
}
