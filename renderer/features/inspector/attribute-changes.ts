/** What a moderator's attribute drafts come to as one change, and what becomes of them once it was seen. Pure. */
import { nameAttributeField } from '#contract/fields';
import { countBytes } from '#contract/text-size';
import { settleDraft, type DraftStore } from './draft-store.ts';

export interface AttributeChanges {
  /** New values by key; '' deletes the key. */
  changes: Record<string, string>;
  /** What the drafts started from; absent where the key was not there. */
  base: Record<string, string>;
}

/** The drafts of these keys as one change; a new key without a value is nothing to send. */
export function collectChanges(drafts: DraftStore, owner: string, keys: readonly string[]): AttributeChanges {
  const entries = keys
    .map((key) => [key, drafts.read(owner, nameAttributeField(key))] as const)
    // A new key without a value is nothing to send yet.
    .filter(([, draft]) => draft !== undefined && (draft.base !== undefined || draft.text !== undefined));
  return {
    changes: Object.fromEntries(entries.map(([key, draft]) => [key, draft?.text ?? ''])),
    base: Object.fromEntries(entries.flatMap(([key, draft]) => (draft?.base === undefined ? [] : [[key, draft.base]]))),
  };
}

/** Bytes that all attributes take once the change is made. */
export function countTotal(attributes: Record<string, string>, changes: Record<string, string>): number {
  const after = Object.entries({ ...attributes, ...changes }).filter(([, value]) => value !== '');
  return after.reduce((sum, [key, value]) => sum + countBytes(key) + countBytes(value), 0);
}

/** What was saved is seen: its drafts go, unless the moderator has typed on. */
export function settleAttributes(drafts: DraftStore, owner: string, { changes }: AttributeChanges): void {
  for (const [key, value] of Object.entries(changes)) {
    settleDraft(drafts, owner, nameAttributeField(key), value === '' ? undefined : value);
  }
}
