/** Renaming an attribute, as drafts: the new key with the value and the deletion of the old one, saved as one change. Pure. */
import { nameAttributeField } from '#contract/fields';
import type { DraftStore } from './draft-store.ts';

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
  if (base === undefined) drafts.drop(owner, oldField);
  else drafts.write(owner, oldField, { base, text: undefined, renamedTo: to });
  const taken = Object.hasOwn(attributes, to) ? attributes[to] : undefined;
  drafts.write(owner, nameAttributeField(to), { base: taken, text });
}

/** Takes back a key's draft; both halves of a rename go together, since one alone would lose or double the value. */
export function discardAttribute(drafts: DraftStore, owner: string, key: string): void {
  const field = nameAttributeField(key);
  const renamedTo = drafts.read(owner, field)?.renamedTo;
  if (renamedTo !== undefined) drafts.drop(owner, nameAttributeField(renamedTo));
  for (const other of drafts.fieldsOf(owner)) {
    if (drafts.read(owner, other)?.renamedTo === key) drafts.drop(owner, other);
  }
  drafts.drop(owner, field);
}
