import { describe, expect, test } from 'vitest';
import { setMetadata } from '#contract/verbs/set-metadata';
import { setName } from '#contract/verbs/set-name';
import { setRoomMetadata } from '#contract/verbs/set-room-metadata';
import { makePerson, makeRoom } from './facts.ts';

const planMetadata = (metadata: string, base: string, theirs = base) =>
  setMetadata.plan({ identity: 'ada', metadata, base }, makePerson({ metadata: theirs }));
const planName = (name: string, base: string, theirs = base) =>
  setName.plan({ identity: 'ada', name, base }, makePerson({ name: theirs }));
const planRoom = (metadata: string, base: string, theirs = base) =>
  setRoomMetadata.plan({ metadata, base }, makeRoom({ metadata: theirs }));

describe.each([
  ['metadata', planMetadata],
  ['name', planName],
  ['room metadata', planRoom],
])('%s', (_what, plan) => {
  test('is written where the draft started from what is there', () => {
    const planned = plan('new', 'old');
    expect(planned.target).toMatchObject({ disposition: 'change', before: 'old', after: 'new' });
    expect(planned.write).toBeDefined();
    expect(planned.reversibility).toBe('full');
  });

  test('that is so already is not written, whatever the draft started from', () => {
    expect(plan('same', 'older', 'same')).toMatchObject({ target: { disposition: 'already' } });
    expect(plan('', '')).toMatchObject({ target: { disposition: 'already' } });
  });

  test('that somebody else changed is a conflict with all three texts', () => {
    const planned = plan('mine', 'base', 'theirs');
    expect(planned.target).toMatchObject({
      disposition: 'conflict',
      conflict: { base: 'base', mine: 'mine', theirs: 'theirs' },
    });
    expect(planned.target.conflict?.merged).toBeUndefined();
    expect(planned.write).toBeUndefined();
  });

  test('with half a character is refused', () => {
    expect(plan('broken \ud83d', 'old').target).toMatchObject({
      disposition: 'refuse',
      error: { code: 'invalid_request' },
    });
    expect(plan('whole 😀', 'old').target.disposition).toBe('change');
  });
});

describe.each([
  ['metadata', planMetadata, 524_288],
  ['name', planName, 256],
  ['room metadata', planRoom, 524_288],
])('%s has a limit in bytes', (_what, plan, maxBytes) => {
  test.each([
    ['x'.repeat(maxBytes), 'change'],
    ['x'.repeat(maxBytes + 1), 'refuse'],
    ['é'.repeat(maxBytes / 2 + 1), 'refuse'],
  ])('text %#', (text, disposition) => {
    const planned = plan(text, 'old');
    expect(planned.target.disposition).toBe(disposition);
    if (disposition === 'refuse') expect(planned.target.error?.code).toBe('limit_exceeded');
  });
});

describe('emptying', () => {
  test.each([
    ['metadata', planMetadata],
    ['name', planName],
  ])('a participant’s %s is refused, with what can be done instead', (_what, plan) => {
    expect(plan('', 'old').target).toMatchObject({ disposition: 'refuse', error: { code: 'unsupported' } });
    expect(plan('', 'old').target.error?.detail?.cure).toMatch(/space/);
  });

  test('room metadata works', () => {
    expect(planRoom('', 'old').write).toEqual({ metadata: '' });
  });

  test.each([
    ['metadata', planMetadata],
    ['name', planName],
  ])('cannot be the way back, and that is said: %s', (_what, plan) => {
    expect(plan('new', '').reversibility).toBe('none');
    expect(plan('new', '').warnings.join(' ')).toMatch(/empty again/);
  });

  test('has no inverse for a participant, but one for a room', () => {
    const parameters = { identity: 'ada', metadata: 'new', base: '' };
    const before = makePerson({ metadata: '' });
    expect(setMetadata.invert({ parameters, before, write: { identity: 'ada', metadata: 'new' } })).toBeNull();
    expect(
      setRoomMetadata.invert({
        parameters: { metadata: 'new', base: '' },
        before: makeRoom(),
        write: { metadata: 'new' },
      }),
    ).toMatchObject({ parameters: { metadata: '', base: 'new' } });
  });
});

test('two changes of different members of JSON metadata are offered merged', () => {
  const planned = planMetadata('{"team":"red","hand":true}', '{"team":"red"}', '{"team":"blue"}');
  expect(planned.target.conflict?.merged).toBe('{"team":"blue","hand":true}');
});

test('metadata that stops being JSON is warned about, also by half', () => {
  expect(planMetadata('{"a":', '{"a":1}').warnings.join(' ')).toMatch(/was JSON/);
  expect(planMetadata('{"a":2}', '{"a":1}').warnings).toEqual([]);
  expect(planMetadata('words', 'other words').warnings).toEqual([]);
});

test('invisible characters of a name are warned about', () => {
  expect(planName('Ada\u202eeve', 'Ada').warnings.join(' ')).toMatch(/invisible/);
  expect(planName('ليلى', 'Ada').warnings).toEqual([]);
});

test('a room that is not listed, or another by the same name, is neither written nor seen', () => {
  expect(setRoomMetadata.plan({ metadata: 'new', base: '' }, null).target.error?.code).toBe('room_not_listed');
  const applied = { parameters: { metadata: 'new', base: '' }, before: makeRoom(), write: { metadata: 'new' } };
  expect(setRoomMetadata.observe(applied, makeRoom({ sid: 'RM_2', metadata: 'new' })).kind).toBe('gone');
  expect(setRoomMetadata.observe(applied, makeRoom({ metadata: 'new' })).kind).toBe('seen');
});

test.each([
  ['new', 'seen'],
  ['old', 'unchanged'],
  ['other', 'different'],
])('a read of %s is %s', (now, kind) => {
  const applied = {
    parameters: { identity: 'ada', metadata: 'new', base: 'old' },
    before: makePerson({ metadata: 'old' }),
    write: { identity: 'ada', metadata: 'new' },
  };
  expect(setMetadata.observe(applied, makePerson({ metadata: now }))).toEqual({ kind, current: now });
});

test('somebody who came back with what the app gave them has something else, not a dropped write', () => {
  const applied = {
    parameters: { identity: 'ada', metadata: 'new', base: 'old' },
    before: makePerson({ metadata: 'old' }),
    write: { identity: 'ada', metadata: 'new' },
  };
  const back = makePerson({ sid: 'PA_2', metadata: 'old' });
  expect(setMetadata.observe(applied, back)).toEqual({ kind: 'different', current: 'old' });
  expect(setMetadata.observe(applied, { ...back, metadata: 'new' }).kind).toBe('seen');
});
