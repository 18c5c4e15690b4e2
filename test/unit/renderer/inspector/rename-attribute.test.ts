import { describe, expect, it } from 'vitest';
import { collectChanges, countTotal } from '#renderer/features/inspector/attribute-changes.ts';
import { createDraftStore } from '#renderer/features/inspector/draft-store.ts';
import {
  carryRename,
  checkRename,
  describeRenameConflict,
  discardAttribute,
  draftRename,
} from '#renderer/features/inspector/rename-attribute.ts';
import { setAttributes } from '#contract/verbs/set-attributes';
import { makePerson } from '../../contract/verbs/facts.ts';

const owner = 'amara';
const attributes = { team: 'red', role: 'guest' };
function attributeKeys(drafts: ReturnType<typeof createDraftStore>): string[] {
  return drafts.fieldsOf(owner).map((field) => field.slice('attr.'.length));
}

const rename = { owner, attributes, from: 'team', to: 'squad' };

describe('renaming an attribute', () => {
  it('is one change: the new key with the value and the old one deleted, and one way back', () => {
    const drafts = createDraftStore();
    expect(checkRename(drafts, rename)).toEqual({ kind: 'fits' });
    draftRename(drafts, rename);
    const change = collectChanges(drafts, owner, ['team', 'squad']);
    expect(change).toEqual({ changes: { team: '', squad: 'red' }, base: { team: 'red' } });
    expect(countTotal(attributes, change.changes)).toBe('squadredroleguest'.length);

    const before = makePerson({ identity: owner, attributes });
    const parameters = { identity: owner, ...change };
    const { write } = setAttributes.plan(parameters, before);
    expect(write?.attributes).toEqual({ squad: 'red', team: '' });
    if (!write) throw new Error('nothing would be written');
    expect(setAttributes.invert({ parameters, before, write })?.parameters).toMatchObject({
      changes: { squad: '', team: 'red' },
    });
  });

  it('takes what was being typed along, and moves a key that is not saved yet', () => {
    const drafts = createDraftStore();
    drafts.write(owner, 'attr.team', { base: 'red', text: 'blue' });
    draftRename(drafts, rename);
    expect(collectChanges(drafts, owner, ['team', 'squad']).changes).toEqual({ team: '', squad: 'blue' });

    drafts.write(owner, 'attr.new', { base: undefined, text: '1' });
    draftRename(drafts, { ...rename, from: 'new', to: 'newer' });
    expect(drafts.read(owner, 'attr.new')).toBeUndefined();
    expect(drafts.read(owner, 'attr.newer')).toEqual({ base: undefined, text: '1' });
  });

  it('onto a key that exists is told with the value that would be lost, and overwrites on top of it', () => {
    const drafts = createDraftStore();
    expect(checkRename(drafts, { ...rename, to: 'role' })).toEqual({ kind: 'taken', value: 'guest' });
    draftRename(drafts, { ...rename, to: 'role' });
    expect(collectChanges(drafts, owner, ['team', 'role'])).toEqual({
      changes: { team: '', role: 'red' },
      base: { team: 'red', role: 'guest' },
    });
  });

  it('is a conflict where somebody else made the new key meanwhile', () => {
    const drafts = createDraftStore();
    draftRename(drafts, rename);
    const change = collectChanges(drafts, owner, ['team', 'squad']);
    const now = makePerson({ identity: owner, attributes: { ...attributes, squad: 'theirs' } });
    expect(setAttributes.plan({ identity: owner, ...change }, now).target.disposition).toBe('conflict');
  });

  it('is refused without a name and onto a key that is being changed', () => {
    const drafts = createDraftStore();
    drafts.write(owner, 'attr.role', { base: 'guest', text: 'host' });
    expect(checkRename(drafts, { ...rename, to: '' }).kind).toBe('refused');
    expect(checkRename(drafts, { ...rename, to: 'role' }).kind).toBe('refused');
    expect(checkRename(drafts, { ...rename, to: 'team' }).kind).toBe('same');
  });

  it.each(['team', 'squad'])('is taken back whole from the row of %s', (key) => {
    const drafts = createDraftStore();
    draftRename(drafts, rename);
    discardAttribute(drafts, owner, key);
    expect(drafts.count()).toBe(0);
  });

  it('goes on with the value that is chosen when somebody else changed it meanwhile', () => {
    const drafts = createDraftStore();
    draftRename(drafts, rename);
    const draft = { base: 'red', text: undefined, renamedTo: 'squad' };
    const conflict = describeRenameConflict(draft, 'red', 'green');
    expect(conflict).toMatchObject({ was: 'red', now: 'green', yours: 'red', merged: 'green' });
    expect(conflict.keepMineOff, 'nothing of mine is in the value').toMatch(/name alone/);
    expect(describeRenameConflict(draft, 'blue', 'green').keepMineOff).toBeUndefined();

    carryRename(drafts, { owner, from: 'team', live: 'green', text: 'green' });
    expect(collectChanges(drafts, owner, ['team', 'squad'])).toEqual({
      changes: { team: '', squad: 'green' },
      base: { team: 'green' },
    });
  });

  it('of a key that was deleted meanwhile adds the new one alone, or ends', () => {
    const drafts = createDraftStore();
    draftRename(drafts, rename);
    expect(describeRenameConflict({ base: 'red', text: undefined, renamedTo: 'squad' }, 'red', undefined)).toEqual(
      expect.objectContaining({ now: undefined, yours: 'red', keepMineOff: undefined }),
    );
    carryRename(drafts, { owner, from: 'team', live: undefined, text: 'red' });
    expect(collectChanges(drafts, owner, attributeKeys(drafts))).toEqual({ changes: { squad: 'red' }, base: {} });

    draftRename(drafts, { ...rename, to: 'crew' });
    carryRename(drafts, { owner, from: 'team', live: undefined, text: undefined });
    expect(attributeKeys(drafts)).toEqual(['squad']);
  });

  it('twice before it is saved deletes the first key alone', () => {
    const drafts = createDraftStore();
    draftRename(drafts, { ...rename, to: 'role' });
    draftRename(drafts, { ...rename, from: 'role', to: 'crew' });
    expect(collectChanges(drafts, owner, attributeKeys(drafts))).toEqual({
      changes: { team: '', crew: 'red' },
      base: { team: 'red' },
    });
    discardAttribute(drafts, owner, 'crew');
    expect(drafts.count()).toBe(0);
  });

  it('is refused where the names of the keys make one request too long', () => {
    const from = 'a'.repeat(400);
    const value = 'x'.repeat(65_000);
    const now = makePerson({ attributes: { [from]: value } });
    const parameters = { identity: 'ada', changes: { [from]: '', ['b'.repeat(300)]: value }, base: { [from]: value } };
    expect(setAttributes.plan(parameters, now).target.error?.code).toBe('limit_exceeded');
  });
});
