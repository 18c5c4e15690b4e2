import { describe, expect, it } from 'vitest';
import { checkLineIds, type CheckLineId, type CheckLineState } from '#contract/domain/server-check';
import type { ServerProfile } from '#contract/domain/server-profile';
import type { CheckState } from '#renderer/features/server-check/use-check.ts';
import {
  chooseEnvironment,
  decideBeforeSaving,
  explainSecretNeed,
  findMissing,
  finishDraft,
  hasUnsaved,
  isReadableOnTheWay,
  placeError,
  startDraft,
} from '#renderer/features/server-form/server-draft.ts';

const profile: ServerProfile = {
  id: 'abcdefghijklmnopqrst',
  name: 'Staging',
  url: 'wss://live.example.com',
  apiKey: 'APIkey',
  colour: 'plum',
  environment: 'staging',
  observerMode: 'levels',
  secretState: 'stored',
  isTemporary: false,
};

describe('server draft', () => {
  it('starts without a secret, also when a server is edited', () => {
    expect(startDraft(profile)).toMatchObject({ name: 'Staging', apiSecret: '' });
    expect(startDraft(null)).toMatchObject({ name: '', apiSecret: '', environment: 'development' });
  });

  it('names every missing field of a new server', () => {
    expect(Object.keys(findMissing(startDraft(null), null))).toEqual(['name', 'url', 'apiKey', 'apiSecret']);
  });

  it('keeps the stored secret while address and key stay', () => {
    const draft = startDraft(profile);
    expect(findMissing(draft, profile)).toEqual({});
    expect(finishDraft(draft)).not.toHaveProperty('apiSecret');
    expect(finishDraft({ ...draft, apiSecret: 'new' })).toMatchObject({ apiSecret: 'new' });
  });

  it.each([
    ['another host', { url: 'wss://elsewhere.example.com' }, /address changed/],
    ['another port', { url: 'wss://live.example.com:8443' }, /address changed/],
    ['no encryption', { url: 'ws://live.example.com' }, /address changed/],
    ['another key', { apiKey: 'APIother' }, /key changed/],
  ])('asks for the secret again for %s', (_what, change, reason) => {
    const draft = { ...startDraft(profile), ...change };
    expect(explainSecretNeed(draft, profile)).toMatch(reason);
    expect(findMissing(draft, profile).apiSecret).toMatch(reason);
  });

  it.each(['https://live.example.com', 'wss://live.example.com/', ' wss://LIVE.example.com:443 '])(
    'takes %s for the same address',
    (url) => {
      expect(explainSecretNeed({ ...startDraft(profile), url }, profile)).toBeUndefined();
    },
  );

  it('asks for a secret that is missing', () => {
    const missing: ServerProfile = { ...profile, secretState: 'missing' };
    expect(findMissing(startDraft(missing), missing).apiSecret).toMatch(/No secret is kept/);
  });

  it('suggests strict for production, but leaves a chosen mode alone', () => {
    expect(chooseEnvironment(startDraft(null), 'production').observerMode).toBe('strict');
    expect(chooseEnvironment({ ...startDraft(null), isModeChosen: true }, 'production').observerMode).toBe('levels');
  });

  it('puts a refusal at its field, with the cure', () => {
    const error = {
      code: 'production_needs_tls',
      message: 'It must be wss.',
      detail: { field: 'url', cure: 'Use wss.' },
    };
    expect(placeError({ ...error, code: 'production_needs_tls' })).toEqual({
      field: 'url',
      text: 'It must be wss. Use wss.',
    });
    expect(placeError({ code: 'internal', message: 'Broken.' })).toBeUndefined();
  });

  it.each([
    ['ws://live.example.com', true],
    ['http://192.168.1.5:7880', true],
    ['ws://localhost:7880', false],
    ['ws://127.0.0.1:7880', false],
    ['wss://live.example.com', false],
    ['', false],
  ])('tells whether tokens to %j travel readably: %s', (url, isReadable) => {
    expect(isReadableOnTheWay(url)).toBe(isReadable);
  });
});

describe('before saving', () => {
  const draft = { ...startDraft(null), name: 'New', url: 'wss://live.example.com', apiKey: 'k', apiSecret: 's' };

  /** A full check that has ended, or not, all good but for what is said. */
  function makeCheck(states: Partial<Record<CheckLineId, CheckLineState>> = {}, isRunning = false): CheckState {
    const lines = checkLineIds.map((id) => ({ id, state: states[id] ?? 'ok', sentence: id }));
    return {
      checkId: 'check',
      extent: 'full',
      isRunning,
      lines: new Map(lines.map((line) => [line.id, line])),
      settled: [],
      ...(isRunning ? {} : { report: { lines, tookMs: 1, isCancelled: false } }),
    };
  }

  it('what is new is checked, and not twice', () => {
    expect(decideBeforeSaving(draft, null, undefined)).toBe('check');
    expect(decideBeforeSaving(draft, null, makeCheck())).toBe('nothing');
    expect(decideBeforeSaving(draft, null, makeCheck({ tls: 'warning' }))).toBe('nothing');
    expect(decideBeforeSaving(draft, null, makeCheck({ media: 'running' }, true))).toBe('nothing');
    expect(decideBeforeSaving(draft, null, makeCheck({ key: 'running' }, true))).toBe('check');
  });

  it('what failed is asked again where that is quick, else told', () => {
    expect(decideBeforeSaving(draft, null, makeCheck({ secret: 'failed', media: 'skipped' }))).toBe('check');
    expect(decideBeforeSaving(draft, null, makeCheck({ media: 'failed' }))).toBe('word');
    const stopped = makeCheck({ reachable: 'skipped' });
    const report = { lines: [], tookMs: 1, isCancelled: true };
    expect(decideBeforeSaving(draft, null, { ...stopped, report })).toBe('check');
  });

  it.each([
    ['name', { name: 'Renamed' }, 'nothing'],
    ['environment', { environment: 'production' as const }, 'nothing'],
    ['address', { url: 'wss://other.example.com', apiSecret: 'x' }, 'check'],
    ['key', { apiKey: 'APIother', apiSecret: 'x' }, 'check'],
    ['secret', { apiSecret: 'x' }, 'check'],
  ] as const)('an edit of the %s', (_what, change, expected) => {
    expect(decideBeforeSaving({ ...startDraft(profile), ...change }, profile, undefined)).toBe(expected);
  });

  it('refuses production without encryption at its field, where saying *anyway* would not help', () => {
    const readable = { ...draft, url: 'ws://live.example.com' };
    expect(findMissing(readable, null)).toEqual({});
    expect(findMissing({ ...readable, environment: 'production' }, null).url).toContain('wss');
  });
});

it('knows what closing would lose', () => {
  expect(hasUnsaved(startDraft(null), null)).toBe(false);
  expect(hasUnsaved({ ...startDraft(null), apiSecret: 's' }, null)).toBe(true);
  expect(hasUnsaved(startDraft(profile), profile)).toBe(false);
  expect(hasUnsaved({ ...startDraft(profile), name: 'Renamed' }, profile)).toBe(true);
  expect(hasUnsaved({ ...startDraft(profile), name: `${profile.name} ` }, profile)).toBe(false);
});
