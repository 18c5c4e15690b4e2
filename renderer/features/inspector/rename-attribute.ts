/** Renaming an attribute, as drafts: the new key with the value and the deletion of the old one, saved as one change. Pure. */
import { nameAttributeField } from '#contract/fields';
import { describeConflict, type Conflict } from './conflict.ts';
import type { Draft, DraftStore } from './draft-store.ts';

export type RenameCheck =
  | { kind: 'fits' }
  /** It is what it is called already: nothing to do. */
  | { kind: 'same' }
  | { kind: 'refused'; reason: string }
  /** There is such a key with this value; only an explicit wish replaces it. */
  | { kind: 'taken'; value: string };

export interface Rename {
  owner: string;
  attributes: Record<string, string>;
  from: string;
  to: string;
}

/** What stands against a new name. */
export function checkRename(drafts: DraftStore, { owner, attributes, from, to }: Rename): RenameCheck {
  if (to === from) return { kind: 'same' };
  if (to === '') return { kind: 'refused', reason: 'Give it a name.' };
  if (drafts.read(owner, nameAttributeField(to))) {
    return { kind: 'refused', reason: 'That one is being changed already: save or discard it first.' };
  }
  const value = Object.hasOwn(attributes, to) ? attributes[to] : undefined;
  return value === undefined ? { kind: 'fits' } : { kind: 'taken', value };
}

/** Writes both drafts. The value is what was being typed, or what is there. A key that is not saved yet only moves. */
export function draftRename(drafts: DraftStore, { owner, attributes, from, to }: Rename): void {
  const oldField = nameAttributeField(from);
  const draft = drafts.read(owner, oldField);
  const live = Object.hasOwn(attributes, from) ? attributes[from] : undefined;
  const base = draft ? draft.base : live;
  const text = draft ? draft.text : live;
  const first = findSource(drafts, owner, from);
  if (first !== undefined) {
    // Renamed once more before it was saved: the first key stays the one that goes, and the name between is as it was.
    drafts.drop(owner, oldField);
    repoint(drafts, owner, first, to);
  } else if (base === undefined) drafts.drop(owner, oldField);
  else drafts.write(owner, oldField, { base, text: undefined, renamedTo: to });
  const taken = Object.hasOwn(attributes, to) ? attributes[to] : undefined;
  drafts.write(owner, nameAttributeField(to), { base: taken, text });
}

/** Takes back a key's draft; both halves of a rename go together, since one alone would lose or double the value. */
export function discardAttribute(drafts: DraftStore, owner: string, key: string): void {
  const field = nameAttributeField(key);
  const renamedTo = drafts.read(owner, field)?.renamedTo;
  if (renamedTo !== undefined) drafts.drop(owner, nameAttributeField(renamedTo));
  const source = findSource(drafts, owner, key);
  if (source !== undefined) drafts.drop(owner, source);
  drafts.drop(owner, field);
}

/** What stands against a rename whose old key has another value now; `yours` is the value under the new name. */
export function describeRenameConflict(
  draft: Draft & { renamedTo: string },
  carried: string | undefined,
  live: string | undefined,
): RenameConflict {
  const conflict = describeConflict({ base: draft.base, text: carried }, live);
  const isUntouched = carried === draft.base;
  return {
    ...conflict,
    note:
      live === undefined
        ? 'The old key was deleted. “Keep mine” adds the new one all the same; “Take theirs” ends the renaming.'
        : 'The renaming goes on with the value that you choose. The arrow back at the key ends it.',
    keepMineOff:
      isUntouched && live !== undefined
        ? 'You changed the name alone: the old value under the new name would undo their change.'
        : undefined,
  };
}

export interface RenameConflict extends Conflict {
  note: string;
  keepMineOff: string | undefined;
}

/** Goes on renaming `from` with `text` under the new name, on top of what the old key has now. */
export function carryRename(
  drafts: DraftStore,
  { owner, from, live, text }: { owner: string; from: string; live: string | undefined; text: string | undefined },
): void {
  const field = nameAttributeField(from);
  const renamedTo = drafts.read(owner, field)?.renamedTo;
  if (renamedTo === undefined) return;
  if (text === undefined) return discardAttribute(drafts, owner, from);
  const target = nameAttributeField(renamedTo);
  drafts.write(owner, target, { base: drafts.read(owner, target)?.base, text });
  if (live === undefined) drafts.drop(owner, field);
  else drafts.write(owner, field, { base: live, text: undefined, renamedTo });
}

/** The field whose key is being renamed to `key`. */
function findSource(drafts: DraftStore, owner: string, key: string): string | undefined {
  return drafts.fieldsOf(owner).find((field) => drafts.read(owner, field)?.renamedTo === key);
}

function repoint(drafts: DraftStore, owner: string, field: string, renamedTo: string): void {
  const draft = drafts.read(owner, field);
  if (draft) drafts.write(owner, field, { ...draft, renamedTo });
}
