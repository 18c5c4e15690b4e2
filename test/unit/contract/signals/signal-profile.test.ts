import { describe, expect, it } from 'vitest';
import type { CellValue } from '#contract/cell-value';
import { readHand } from '#contract/signals/profiles';
import { readSignal, type SignalRule } from '#contract/signals/signal-profile';

const raisedMs = Date.UTC(2026, 2, 1, 10, 15, 30);

describe('a hand by handRaisedAt', () => {
  it.each<[what: string, attributes: Record<string, string>, hand: CellValue]>([
    ['epoch ms', { handRaisedAt: `${raisedMs}` }, raisedMs],
    ['epoch seconds', { handRaisedAt: `${raisedMs / 1_000}` }, raisedMs],
    ['ISO', { handRaisedAt: '2026-03-01T10:15:30.000Z' }, raisedMs],
    ['ISO with an offset', { handRaisedAt: ' 2026-03-01T11:15:30+01:00 ' }, raisedMs],
    ['empty', { handRaisedAt: '' }, null],
    ['blank', { handRaisedAt: '  ' }, null],
    ['absent', { handraisedat: '1' }, null],
    ['a word', { handRaisedAt: 'yes' }, undefined],
    ['a number that is no moment', { handRaisedAt: '1' }, undefined],
    ['inherited', Object.create({ handRaisedAt: `${raisedMs}` }) as Record<string, string>, null],
  ])('%s', (_what, attributes, hand) => {
    expect(readHand({ attributes })).toBe(hand);
  });
});

describe('other rules', () => {
  const words: SignalRule = { field: 'attr.stage', test: { kind: 'words', words: ['on', 'true'] }, since: 'seen' };
  const present: SignalRule = { field: 'meta.hold', test: { kind: 'present' }, since: 'value' };
  it.each<[rule: SignalRule, value: CellValue, isOn: boolean | undefined, sinceMs?: number | undefined]>([
    [words, 'On', true, 500],
    [words, true, true, 500],
    [words, 'off', false],
    [words, null, false],
    [words, undefined, undefined],
    [present, 'anything', true, undefined],
    [present, raisedMs, true, raisedMs],
    [present, '', false],
  ])('%j of %j', (rule, value, isOn, sinceMs) => {
    const state = readSignal(rule, value, 500);
    expect([state.isOn, state.sinceMs]).toEqual([isOn, sinceMs]);
  });
});
