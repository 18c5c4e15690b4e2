import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PermissionFacts, TrackSource } from '#contract/domain/participant-facts';
import { rights, type Right } from '#contract/domain/right';
import {
  changeRight,
  findSource,
  isSamePermission,
  listDifferingRights,
  publishSources,
  readRightState,
} from '#contract/verbs/permission-change';
import { setPermission } from '#contract/verbs/set-permission';
import { makePermission, makePerson, makeTrack } from './facts.ts';

const sources: TrackSource[] = ['unknown', 'camera', 'microphone', 'screen_share', 'screen_share_audio'];

const anyPermission: fc.Arbitrary<PermissionFacts> = fc.record({
  canSubscribe: fc.boolean(),
  canPublish: fc.boolean(),
  canPublishData: fc.boolean(),
  canPublishSources: fc.subarray(sources),
  hidden: fc.boolean(),
  recorder: fc.boolean(),
  canUpdateMetadata: fc.boolean(),
  agent: fc.boolean(),
  canSubscribeMetrics: fc.boolean(),
  canManageAgentSession: fc.boolean(),
});
const anyRight = fc.constantFrom(...rights);

function allowedSources(permission: PermissionFacts): string[] {
  if (!permission.canPublish) return [];
  if (permission.canPublishSources.length === 0) return [...publishSources];
  return publishSources.filter((source) => permission.canPublishSources.includes(source));
}

function plan(permission: PermissionFacts, right: Right, value: boolean, tracks: TrackSource[] = []) {
  return setPermission.plan(
    { identity: 'ada', right, value },
    makePerson({ permission, tracks: tracks.map(makeTrack) }),
  );
}

describe('any right of anybody', () => {
  test('gets the asked value', () => {
    fc.assert(
      fc.property(anyPermission, anyRight, fc.boolean(), (before, right, value) => {
        expect(readRightState(changeRight(before, right, value), right) !== 'cannot').toBe(value);
      }),
    );
  });

  test('leaves every other right and source as it was, but for publishing with its last or first source', () => {
    fc.assert(
      fc.property(anyPermission, anyRight, fc.boolean(), (before, right, value) => {
        const after = changeRight(before, right, value);
        const source = findSource(right);
        const expected = new Set(allowedSources(before));
        if (source && value) expected.add(source);
        if (source && !value) expected.delete(source);
        if (right === 'can.publish') {
          expect(after.canPublishSources).toEqual(before.canPublishSources);
        } else {
          expect(new Set(allowedSources(after))).toEqual(expected);
        }
        for (const other of rights) {
          if (other === right || findSource(other)) continue;
          if (other === 'can.publish' && source) continue;
          expect(readRightState(after, other)).toBe(readRightState(before, other));
        }
        if (source && before.canPublish && expected.size > 0) expect(after.canPublish).toBe(true);
        expect([after.hidden, after.recorder, after.agent]).toEqual([before.hidden, before.recorder, before.agent]);
      }),
    );
  });

  test('is never taken by an empty list, which would mean every source', () => {
    fc.assert(
      fc.property(anyPermission, anyRight, (before, right) => {
        const after = changeRight(before, right, false);
        if (after.canPublish && before.canPublishSources.length > 0) {
          expect(after.canPublishSources).not.toHaveLength(0);
        }
      }),
    );
  });

  test('comes back whole by the inverse, also where the list was empty', () => {
    fc.assert(
      fc.property(anyPermission, anyRight, fc.boolean(), (permission, right, value) => {
        const before = makePerson({ permission });
        const planned = setPermission.plan({ identity: 'ada', right, value }, before);
        if (!planned.write) return;
        const applied = { parameters: { identity: 'ada', right, value }, before, write: planned.write };
        const inverse = setPermission.invert(applied);
        if (inverse?.verb !== 'participant.set-permission') throw new Error('no way back');
        const back = setPermission.plan(
          inverse.parameters,
          makePerson({ permission: planned.write.permission }),
          inverse.exact,
        );
        expect(back.write?.permission).toEqual(permission);
      }),
    );
  });

  test('is compared with all rights: one that differs is found', () => {
    fc.assert(
      fc.property(anyPermission, anyRight, fc.boolean(), (permission, right, value) => {
        const other = changeRight(permission, right, value);
        expect(isSamePermission(permission, other)).toBe(listDifferingRights(permission, other).length === 0);
      }),
    );
  });
});

describe('sources, case by case', () => {
  const table: [string, Partial<PermissionFacts>, Right, boolean, Partial<PermissionFacts>, string[], RegExp | null][] =
    [
      [
        'one taken from "all" names the other three',
        { canPublishSources: [] },
        'can.mic',
        false,
        { canPublish: true, canPublishSources: ['camera', 'screen_share', 'screen_share_audio'] },
        ['can.mic'],
        /Every source was allowed/,
      ],
      [
        'one of two taken leaves the other',
        { canPublishSources: ['microphone', 'camera'] },
        'can.camera',
        false,
        { canPublish: true, canPublishSources: ['microphone'] },
        ['can.camera'],
        null,
      ],
      [
        'the last one taken turns publishing off and keeps the list',
        { canPublishSources: ['microphone'] },
        'can.mic',
        false,
        { canPublish: false, canPublishSources: ['microphone'] },
        ['can.mic', 'can.publish'],
        /last source/,
      ],
      [
        'the last known one taken beside "unknown" turns publishing off',
        { canPublishSources: ['unknown', 'microphone'] },
        'can.mic',
        false,
        { canPublish: false, canPublishSources: ['unknown', 'microphone'] },
        ['can.mic', 'can.publish'],
        /last source/,
      ],
      [
        'one given while publishing is off turns it on for that one alone',
        { canPublish: false, canPublishSources: ['camera'] },
        'can.mic',
        true,
        { canPublish: true, canPublishSources: ['microphone'] },
        ['can.mic', 'can.publish'],
        /alone/,
      ],
      [
        'one given while publishing is off and the list is empty gives no more',
        { canPublish: false, canPublishSources: [] },
        'can.screen',
        true,
        { canPublish: true, canPublishSources: ['screen_share'] },
        ['can.screen', 'can.publish'],
        /alone/,
      ],
      [
        'the fourth given names all four and not the empty list',
        { canPublishSources: ['camera', 'screen_share', 'screen_share_audio'] },
        'can.mic',
        true,
        { canPublishSources: ['camera', 'screen_share', 'screen_share_audio', 'microphone'] },
        ['can.mic'],
        null,
      ],
      [
        'publishing taken keeps the list',
        { canPublishSources: ['camera'] },
        'can.publish',
        false,
        { canPublish: false, canPublishSources: ['camera'] },
        ['can.publish', 'can.camera'],
        null,
      ],
      [
        'publishing given with an empty list says that it means every source',
        { canPublish: false, canPublishSources: [] },
        'can.publish',
        true,
        { canPublish: true, canPublishSources: [] },
        ['can.publish', 'can.mic', 'can.camera', 'can.screen', 'can.screenAudio'],
        /every source/,
      ],
      [
        'publishing given with a list that names nothing known says so',
        { canPublish: false, canPublishSources: ['unknown'] },
        'can.publish',
        true,
        { canPublish: true, canPublishSources: ['unknown'] },
        ['can.publish'],
        /nothing can be published/,
      ],
    ];
  test.each(table)('%s', (_name, before, right, value, after, fields, warning) => {
    const planned = plan(makePermission(before), right, value);
    expect(planned.target.disposition).toBe('change');
    expect(planned.write?.permission).toEqual(makePermission({ ...before, ...after }));
    expect(planned.fields).toEqual(fields);
    if (warning) expect(planned.warnings.join(' ')).toMatch(warning);
    else expect(planned.warnings).toEqual([]);
  });

  test.each([
    [{ canPublishSources: [] }, 'can.mic', true, 'all'],
    [{ canPublishSources: ['microphone'] }, 'can.mic', true, 'can'],
    [{ canPublish: false }, 'can.mic', false, 'cannot'],
    [{ canPublish: false, canPublishSources: ['microphone'] }, 'can.mic', false, 'cannot'],
    [{ canSubscribe: true }, 'can.subscribe', true, 'can'],
  ] as [Partial<PermissionFacts>, Right, boolean, string][])(
    '%o %s %s is so already',
    (before, right, value, state) => {
      const planned = plan(makePermission(before), right, value);
      expect(planned.target).toEqual({ target: 'ada', disposition: 'already', before: state, after: state });
      expect(planned.write).toBeUndefined();
    },
  );
});

describe('what is said before the click', () => {
  test('taking a source ends its track, and the way back is partial', () => {
    const planned = plan(makePermission({ canPublishSources: ['microphone', 'camera'] }), 'can.mic', false, [
      'microphone',
      'camera',
    ]);
    expect(planned.warnings.join(' ')).toMatch(/ends their microphone at once/);
    expect(planned.warnings.join(' ')).not.toMatch(/camera/);
    expect(planned.reversibility).toBe('partial');
  });

  test('a source without a track ends nothing', () => {
    const planned = plan(makePermission({ canPublishSources: ['microphone', 'camera'] }), 'can.mic', false, ['camera']);
    expect(planned.warnings).toEqual([]);
    expect(planned.reversibility).toBe('full');
  });

  test('unknown rights are never written', () => {
    const { permission: _none, ...person } = makePerson();
    const planned = setPermission.plan({ identity: 'ada', right: 'can.mic', value: false }, person);
    expect(planned.target).toMatchObject({ disposition: 'refuse', error: { code: 'unavailable' } });
    expect(planned.write).toBeUndefined();
  });

  test('somebody who left is told as not there', () => {
    const planned = setPermission.plan({ identity: 'ada', right: 'can.mic', value: false }, null);
    expect(planned.target).toMatchObject({ disposition: 'refuse', error: { code: 'not_found' } });
  });

  test('hiding is not offered', () => {
    expect(rights.join(' ')).not.toMatch(/hidden/);
  });
});

describe('the way back, where somebody has decided since', () => {
  const before = makePerson({ permission: makePermission({ canPublishSources: ['microphone', 'camera'] }) });
  const parameters = { identity: 'ada', right: 'can.mic' as const, value: false };
  const { write } = setPermission.plan(parameters, before);
  if (!write) throw new Error('no write');
  const inverse = setPermission.invert({ parameters, before, write });
  if (inverse?.verb !== 'participant.set-permission') throw new Error('no way back');
  const planBack = (permission: PermissionFacts, sid = before.sid) =>
    setPermission.plan(inverse.parameters, makePerson({ sid, permission }), inverse.exact);

  test('publishing that was taken since is not given back with a source', () => {
    const planned = planBack({ ...write.permission, canPublish: false });
    expect(planned.target).toMatchObject({ disposition: 'conflict', after: 'can' });
    expect(planned.target.before).toMatch(/can.publish: can → cannot/);
    expect(planned.write).toBeUndefined();
  });

  test('a new session keeps what its token gave it, and the same one gets all back', () => {
    const planned = planBack(write.permission, 'PA_new');
    expect(planned.target).toMatchObject({ disposition: 'refuse', error: { code: 'conflict' } });
    expect(planned.write).toBeUndefined();
    expect(planBack(write.permission).write?.permission).toEqual(before.permission);
  });

  test('another right that was changed since stays as it is', () => {
    const planned = planBack({ ...write.permission, canSubscribe: false });
    expect(planned.write?.permission).toMatchObject({
      canSubscribe: false,
      canPublishSources: ['camera', 'microphone'],
    });
  });

  test('publishing is not given back with a list that was widened meanwhile', () => {
    const taken = { identity: 'ada', right: 'can.publish' as const, value: false };
    const off = setPermission.plan(taken, before).write;
    const back = off && setPermission.invert({ parameters: taken, before, write: off });
    if (back?.verb !== 'participant.set-permission') throw new Error('no way back');
    const widened = makePerson({ permission: { ...off!.permission, canPublishSources: [] } });
    expect(setPermission.plan(back.parameters, widened, back.exact).target.disposition).toBe('conflict');
  });
});

describe('what a read after the write shows', () => {
  const before = makePerson({ permission: makePermission({ canPublishSources: ['microphone', 'camera'] }) });
  const parameters = { identity: 'ada', right: 'can.mic' as const, value: false };
  const planned = setPermission.plan(parameters, before);
  if (!planned.write) throw new Error('no write');
  const applied = { parameters, before, write: planned.write };
  const written = planned.write.permission;

  test.each([
    ['seen', written, 'cannot'],
    ['unchanged', before.permission, 'can'],
    ['different', { ...written, canSubscribe: false }, 'cannot; can.subscribe: can → cannot'],
    ['different', { ...written, hidden: true }, 'cannot'],
  ] as const)('%s', (kind, permission, current) => {
    const observed = setPermission.observe(applied, makePerson(permission ? { permission } : {}));
    expect(observed.kind).toBe(kind);
    expect(observed.current).toBe(current);
  });

  test('gone', () => expect(setPermission.observe(applied, null).kind).toBe('gone'));
});
