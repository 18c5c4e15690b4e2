/** A draft of one field, tied to the live value beside it. */
import { useCallback, useSyncExternalStore } from 'react';
import { describeConflict, type Conflict } from './conflict.ts';
import { compareDraft, type Draft, type DraftState, type DraftStore } from './draft-store.ts';

export interface FieldDraft {
  draft: Draft | undefined;
  state: DraftState;
  /** Set while `state` is `conflict`. */
  conflict: Conflict | undefined;
  /** Begins or goes on typing; the base is the live value at the first call. */
  type(text: string | undefined): void;
  discard(): void;
  /** Goes on with mine, on top of what is there now. */
  keepMine(): void;
  /** Goes on with another text, on top of what is there now. */
  rebase(text: string): void;
}

/** Reads and writes the draft of `field` of `owner`; `live` is the value on screen beside it (undefined: not there). */
export function useDraft(drafts: DraftStore, owner: string, field: string, live: string | undefined): FieldDraft {
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.read(owner, field));
  const state = draft ? compareDraft(draft, live) : 'same';
  const type = useCallback(
    (text: string | undefined) => {
      const begun = drafts.read(owner, field);
      const base = begun ? begun.base : live;
      // Typed back to what is there: nothing is left to save or to lose. A new attribute stays until it is discarded.
      if (text === live && live !== undefined) drafts.drop(owner, field);
      else drafts.write(owner, field, { base, text });
    },
    [drafts, owner, field, live],
  );
  return {
    draft,
    state,
    conflict: draft && state === 'conflict' ? describeConflict(draft, live) : undefined,
    type,
    discard: () => drafts.drop(owner, field),
    keepMine: () => draft && drafts.write(owner, field, { base: live, text: draft.text }),
    rebase: (text) => drafts.write(owner, field, { base: live, text }),
  };
}
