/** What this window's server keeps of its roster: views, column types, masks. Main keeps the file; a window's changes go there at once. */
import { create } from 'zustand';
import { noPreferences, type RosterPreferences } from '#contract/domain/roster-preferences';
import { fail, type Result } from '#contract/result';
import { request } from '#renderer/lib/bridge.ts';
import { compileMasks, type Masks } from '#renderer/lib/masks.ts';

interface KeptPreferences {
  preferences: RosterPreferences;
  masks: Masks;
  /** False until main has answered: nothing is saved before, or it would take the place of what is kept. */
  isRead: boolean;
}

export const usePreferences = create<KeptPreferences>(() => ({
  preferences: noPreferences,
  masks: compileMasks([]),
  isRead: false,
}));

/** Reads what is kept; a window has one server, so once is enough. */
export async function readPreferences(): Promise<void> {
  const answer = await request('roster:read-preferences', {});
  if (answer.ok) show(answer.value);
}

/** Changes a part and keeps it. What is on screen follows at once, and goes back where it could not be kept. */
export async function changePreferences(change: Partial<RosterPreferences>): Promise<Result<null>> {
  const { preferences: before, isRead } = usePreferences.getState();
  if (!isRead) return fail('unavailable', 'What is kept for this server could not be read, so nothing was changed.');
  const after = { ...before, ...change };
  show(after);
  const answer = await request('roster:save-preferences', after);
  if (!answer.ok && usePreferences.getState().preferences === after) show(before);
  return answer;
}

/** SECURITY: what hides values as they leave the window. Until the masks are known all is hidden. */
export function readMasks(): Masks {
  const { masks, isRead } = usePreferences.getState();
  return isRead ? masks : compileMasks(['*', 'attr.*', 'meta.*']);
}

function show(preferences: RosterPreferences): void {
  const { preferences: before, masks } = usePreferences.getState();
  usePreferences.setState({
    preferences,
    isRead: true,
    masks: preferences.masks === before.masks ? masks : compileMasks(preferences.masks),
  });
}
