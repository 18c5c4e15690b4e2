/**
 * What a moderator is typing, apart from live data: a live update never touches a draft, and a draft outlives the choice
 * of another participant. One draft for each field of each participant of a room.
 */

export interface Draft {
  /** The value that was there when typing began; undefined where there was none (a new attribute). */
  base: string | undefined;
  /** What the moderator wants; undefined to delete. */
  text: string | undefined;
  /** Set on the old key of an attribute that is being renamed: the draft of this key holds its value. */
  renamedTo?: string;
}

export interface DraftStore {
  read(owner: string, field: string): Draft | undefined;
  /** Fields of an owner that have drafts, in the order in which they were begun. The same array until they change. */
  fieldsOf(owner: string): readonly string[];
  write(owner: string, field: string, draft: Draft): void;
  drop(owner: string, field: string): void;
  /** Drafts of everybody, for the warning before something closes. */
  count(): number;
  subscribe(listener: () => void): () => void;
}

const none: readonly string[] = [];

/** Rooms, forms and people share one store; no identity can be this long, so these owners cannot clash with one. */
const notAnIdentity = '-'.repeat(260);

/** Owner of what is typed about the room itself. */
export const roomOwner = `room:${notAnIdentity}`;
/** Owner of the dispatch that is being written: its fields are the parameters' names. */
export const dispatchOwner = `dispatch:${notAnIdentity}`;

/** Makes an empty store. Owners are `identity` texts, `roomOwner` or `dispatchOwner`. */
export function createDraftStore(): DraftStore {
  const drafts = new Map<string, Map<string, Draft>>();
  const fieldLists = new Map<string, readonly string[]>();
  const listeners = new Set<() => void>();

  function changed(owner: string): void {
    const fields = drafts.get(owner);
    if (fields && fields.size > 0) fieldLists.set(owner, [...fields.keys()]);
    else {
      drafts.delete(owner);
      fieldLists.delete(owner);
    }
    for (const listener of listeners) listener();
  }

  return {
    read: (owner, field) => drafts.get(owner)?.get(field),
    fieldsOf: (owner) => fieldLists.get(owner) ?? none,
    write(owner, field, draft) {
      const fields = drafts.get(owner) ?? new Map<string, Draft>();
      fields.set(field, draft);
      drafts.set(owner, fields);
      changed(owner);
    },
    drop(owner, field) {
      if (drafts.get(owner)?.delete(field)) changed(owner);
    },
    count: () => [...drafts.values()].reduce((sum, fields) => sum + fields.size, 0),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * A draft's value was seen on the server: it goes, unless the moderator has typed on meanwhile. Then it stays, with what
 * was saved as its new base.
 */
export function settleDraft(drafts: DraftStore, owner: string, field: string, saved: string | undefined): void {
  const draft = drafts.read(owner, field);
  if (!draft) return;
  if (draft.text === saved) drafts.drop(owner, field);
  else drafts.write(owner, field, { base: saved, text: draft.text });
}

/** How a draft stands against the live value. */
export type DraftState = 'same' | 'edited' | 'conflict';

/** `conflict` when the live value moved away from the draft's base to something that is not the draft either. */
export function compareDraft(draft: Draft, live: string | undefined): DraftState {
  if (draft.text === live) return 'same';
  return draft.base === live ? 'edited' : 'conflict';
}
