import { describe, expect, it } from 'vitest';
import type { ActionEntry } from '#renderer/features/actions/action-store.ts';
import { isFailure, listToasts, undoSecondsLeft } from '#renderer/features/actions/toast-queue.ts';

function entry(change: Partial<ActionEntry>): ActionEntry {
  return {
    actionId: 'a',
    verb: 'participant.set-name',
    room: 'r',
    target: 't',
    fields: ['name'],
    step: 'seen',
    atMs: 0,
    tookMs: 0,
    requestId: '',
    before: '',
    after: '',
    isUndoable: true,
    isDismissed: false,
    ...change,
  };
}

function list(entries: ActionEntry[], nowMs = 0) {
  return listToasts({ actions: new Map(entries.map((item) => [item.actionId, item])), notices: [] }, nowMs);
}

describe('toasts', () => {
  it('shows three at most and counts the rest', () => {
    const { items, hiddenCount } = list(['a', 'b', 'c', 'd', 'e'].map((actionId) => entry({ actionId })));
    expect(items).toHaveLength(3);
    expect(hiddenCount).toBe(2);
  });

  it('keeps failures before what went well', () => {
    const entries = [
      entry({ actionId: 'old', step: 'refused' }),
      ...['b', 'c', 'd'].map((actionId) => entry({ actionId })),
    ];
    expect(list(entries).items.filter(isFailure)).toHaveLength(1);
  });

  it('lets what was seen go after 10 s; refused and drifted stay until dismissed', () => {
    const entries = [
      entry({ actionId: 'seen' }),
      entry({ actionId: 'refused', step: 'refused' }),
      entry({ actionId: 'drifted', step: 'drifted' }),
      entry({ actionId: 'closed', step: 'drifted', isDismissed: true }),
    ];
    const ids = list(entries, 60_000).items.map((item) => item.kind === 'action' && item.entry.actionId);
    expect(ids).toEqual(['refused', 'drifted']);
  });

  it('offers undo for 10 s, of what can be undone', () => {
    expect(undoSecondsLeft(entry({}), 0)).toBe(10);
    expect(undoSecondsLeft(entry({}), 2_100)).toBe(8);
    expect(undoSecondsLeft(entry({}), 10_000)).toBe(0);
    expect(undoSecondsLeft(entry({ isUndoable: false }), 0)).toBe(0);
    expect(undoSecondsLeft(entry({ step: 'accepted' }), 0)).toBe(0);
  });
});
