import { describe, expect, it, vi } from 'vitest';
import { compareDraft, createDraftStore } from '#renderer/features/inspector/draft-store.ts';

describe('draft store', () => {
  it('keeps each person’s drafts apart and tells listeners', () => {
    const drafts = createDraftStore();
    const listener = vi.fn();
    const stop = drafts.subscribe(listener);
    drafts.write('amara', 'metadata', { base: '{}', text: '{"seat":1}' });
    drafts.write('jonas', 'attr.team', { base: 'red', text: 'blue' });
    expect(drafts.fieldsOf('amara')).toEqual(['metadata']);
    expect(drafts.read('jonas', 'attr.team')).toEqual({ base: 'red', text: 'blue' });
    expect(drafts.count()).toBe(2);
    drafts.drop('amara', 'metadata');
    expect(drafts.fieldsOf('amara')).toEqual([]);
    expect(listener).toHaveBeenCalledTimes(3);
    stop();
    drafts.drop('jonas', 'attr.team');
    expect(listener).toHaveBeenCalledTimes(3);
  });

  it('gives the same list of fields until one comes or goes', () => {
    const drafts = createDraftStore();
    drafts.write('amara', 'metadata', { base: '', text: 'a' });
    const before = drafts.fieldsOf('amara');
    drafts.write('jonas', 'metadata', { base: '', text: 'b' });
    expect(drafts.fieldsOf('amara')).toBe(before);
  });
});

describe('compareDraft', () => {
  it.each([
    ['untouched', { base: 'a', text: 'a' }, 'a', 'same'],
    ['typed', { base: 'a', text: 'b' }, 'a', 'edited'],
    ['somebody else wrote the same', { base: 'a', text: 'b' }, 'b', 'same'],
    ['somebody else wrote something else', { base: 'a', text: 'b' }, 'c', 'conflict'],
    ['somebody else deleted the key', { base: 'a', text: 'b' }, undefined, 'conflict'],
    ['a new key', { base: undefined, text: 'b' }, undefined, 'edited'],
    ['a new key that came meanwhile', { base: undefined, text: 'b' }, 'c', 'conflict'],
    ['a deletion', { base: 'a', text: undefined }, 'a', 'edited'],
    ['a deletion that happened', { base: 'a', text: undefined }, undefined, 'same'],
  ] as const)('%s', (_what, draft, live, state) => {
    expect(compareDraft(draft, live)).toBe(state);
  });
});
