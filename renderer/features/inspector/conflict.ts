/** What a draft stands against when somebody else changed the same value, and whether both changes can be merged. Pure. */
import { mergeThreeWay } from '#contract/merge';
import type { Draft } from './draft-store.ts';

export interface Conflict {
  was: string | undefined;
  now: string | undefined;
  yours: string | undefined;
  /** The merge of both changes, when both leave one possible. */
  merged?: string | undefined;
  /** What a choice comes to, where that is not plain. */
  note?: string | undefined;
  /** Why mine cannot be kept. */
  keepMineOff?: string | undefined;
}

/** Sets a draft against the value that is there now. */
export function describeConflict(draft: Pick<Draft, 'base' | 'text'>, live: string | undefined): Conflict {
  const conflict: Conflict = { was: draft.base, now: live, yours: draft.text };
  if (draft.base === undefined || draft.text === undefined || live === undefined) return conflict;
  const outcome = mergeThreeWay(draft.base, draft.text, live);
  return outcome.isMerged ? { ...conflict, merged: outcome.text } : conflict;
}
