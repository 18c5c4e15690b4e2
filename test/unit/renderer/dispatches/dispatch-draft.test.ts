import { describe, expect, it } from 'vitest';
import {
  readDispatchDraft,
  settleDispatchDraft,
  writeDispatchDraft,
} from '#renderer/features/dispatches/dispatch-draft.ts';
import { createDraftStore } from '#renderer/features/inspector/draft-store.ts';

describe('a dispatch that is being written', () => {
  it('counts among the drafts of its room until it is emptied', () => {
    const drafts = createDraftStore();
    expect(readDispatchDraft(drafts)).toEqual({ agentName: '', metadata: '' });
    writeDispatchDraft(drafts, 'agentName', 'note-taker');
    writeDispatchDraft(drafts, 'metadata', '{');
    expect(readDispatchDraft(drafts)).toEqual({ agentName: 'note-taker', metadata: '{' });
    expect(drafts.count()).toBe(2);
    writeDispatchDraft(drafts, 'metadata', '');
    expect(drafts.count()).toBe(1);
  });

  it('is no draft of a person who bears the name of the form', () => {
    const drafts = createDraftStore();
    writeDispatchDraft(drafts, 'metadata', 'x');
    expect([drafts.fieldsOf('dispatch'), drafts.fieldsOf('')]).toEqual([[], []]);
  });

  it('goes when it was started, but not what was typed since', () => {
    const drafts = createDraftStore();
    writeDispatchDraft(drafts, 'agentName', 'note-taker');
    writeDispatchDraft(drafts, 'metadata', 'first');
    const sent = readDispatchDraft(drafts);
    writeDispatchDraft(drafts, 'metadata', 'second');
    settleDispatchDraft(drafts, sent);
    expect(readDispatchDraft(drafts)).toEqual({ agentName: '', metadata: 'second' });
  });
});
