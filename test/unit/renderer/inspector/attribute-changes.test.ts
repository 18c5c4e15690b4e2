import { describe, expect, it } from 'vitest';
import { collectChanges, countTotal, settleAttributes } from '#renderer/features/inspector/attribute-changes.ts';
import { createDraftStore } from '#renderer/features/inspector/draft-store.ts';

describe('attribute changes', () => {
  it('are the drafts as new values, deletions as empty ones, each with what it started from', () => {
    const drafts = createDraftStore();
    drafts.write('amara', 'attr.team', { base: 'red', text: 'blue' });
    drafts.write('amara', 'attr.role', { base: 'guest', text: undefined });
    drafts.write('amara', 'attr.stage', { base: undefined, text: 'left' });
    expect(collectChanges(drafts, 'amara', ['team', 'role', 'stage'])).toEqual({
      changes: { team: 'blue', role: '', stage: 'left' },
      base: { team: 'red', role: 'guest' },
    });
  });

  it('leave out a new key that has no value yet', () => {
    const drafts = createDraftStore();
    drafts.write('amara', 'attr.stage', { base: undefined, text: undefined });
    expect(collectChanges(drafts, 'amara', ['stage'])).toEqual({ changes: {}, base: {} });
  });

  it('leave no draft behind once they were seen, deletions included', () => {
    const drafts = createDraftStore();
    drafts.write('amara', 'attr.team', { base: 'red', text: 'blue' });
    drafts.write('amara', 'attr.role', { base: 'guest', text: undefined });
    settleAttributes(drafts, 'amara', collectChanges(drafts, 'amara', ['team', 'role']));
    expect(drafts.count()).toBe(0);
  });

  it('keep what was typed on after the save, with what was saved as its base', () => {
    const drafts = createDraftStore();
    drafts.write('amara', 'attr.team', { base: 'red', text: 'blue' });
    const saved = collectChanges(drafts, 'amara', ['team']);
    drafts.write('amara', 'attr.team', { base: 'red', text: 'blue and more' });
    settleAttributes(drafts, 'amara', saved);
    expect(drafts.read('amara', 'attr.team')).toEqual({ base: 'blue', text: 'blue and more' });
  });

  it('count the total as the server will hold it', () => {
    expect(countTotal({ team: 'red', role: 'guest' }, { team: 'é', role: '' })).toBe('team'.length + 2);
  });
});
