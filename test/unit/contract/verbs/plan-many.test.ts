/** A plan of many is each one's own plan: nobody more, nobody less, whoever is in the room. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ManyRequest } from '#contract/schemas/verbs';
import { isWeighty, planMany, wideFromChanges, wishForOne } from '#contract/verbs/plan-many';
import { setAttributes } from '#contract/verbs/set-attributes';
import { setPermission } from '#contract/verbs/set-permission';
import { makePermission, makePerson, makeTrack } from './facts.ts';

const names = ['a', 'b', 'c', 'd', '__proto__'];
const value = fc.constantFrom('', 'red', 'blue');

const people = fc
  .dictionary(fc.constantFrom(...names), fc.record({ team: value, canPublish: fc.boolean() }), {
    noNullPrototype: true,
  })
  .map(
    (given) =>
      new Map(
        Object.entries(given).map(([identity, { team, canPublish }]) => [
          identity,
          makePerson({
            identity,
            attributes: team === '' ? { other: 'x' } : { team, other: 'x' },
            permission: makePermission({ canPublish }),
          }),
        ]),
      ),
  );

test('is for exactly those who were named, once each and in their order, with each one’s own plan', () => {
  fc.assert(
    fc.property(people, fc.array(fc.constantFrom(...names), { minLength: 1 }), value, (inRoom, identities, team) => {
      const request: ManyRequest = {
        verb: 'participant.set-attributes',
        room: 'hall',
        identities,
        parameters: { changes: { team } },
      };
      const wishes = identities.map((identity) => ({
        parameters: wishForOne(request, identity, inRoom.get(identity) ?? null) as never,
      }));
      const { members } = planMany(setAttributes, wishes, inRoom);
      expect(members.map(({ parameters }) => parameters.identity)).toEqual([...new Set(identities)]);
      for (const { parameters, planned, sid } of members) {
        const person = inRoom.get(parameters.identity);
        const now = person?.attributes['team'] ?? '';
        // On what was just read nothing can be a conflict.
        expect(planned.target.disposition).toBe(!person ? 'refuse' : now === team ? 'already' : 'change');
        expect(planned).toEqual(setAttributes.plan(parameters, person ?? null));
        expect(sid).toBe(person?.sid ?? '');
      }
    }),
  );
});

test('warnings are said once with their number, and only of those who change', () => {
  const mic = makeTrack('microphone');
  const inRoom = new Map(
    [
      makePerson({ identity: 'a', tracks: [mic] }),
      makePerson({ identity: 'b', tracks: [mic] }),
      makePerson({ identity: 'c' }),
      makePerson({ identity: 'd', tracks: [mic], permission: makePermission({ canPublish: false }) }),
    ].map((person) => [person.identity, person]),
  );
  const wishes = [...inRoom.keys()].map((identity) => ({
    parameters: { identity, right: 'can.publish', value: false } as const,
  }));
  const many = planMany(setPermission, wishes, inRoom);
  expect(many.warnings).toEqual([expect.stringMatching(/^2 of 3: This ends their microphone at once/)]);
  expect(many.reversibility).toBe('partial');
  expect(planMany(setPermission, wishes.slice(2), inRoom)).toMatchObject({ warnings: [], reversibility: 'full' });
});

test('is weighty from its changes, not from those who are so already', () => {
  const inRoom = new Map(
    Array.from({ length: wideFromChanges + 2 }, (_, index) => {
      const identity = `p${index}`;
      const permission = makePermission({ canPublish: index > 0 });
      return [identity, makePerson({ identity, permission })] as const;
    }),
  );
  const wishes = [...inRoom.keys()].map((identity) => ({
    parameters: { identity, right: 'can.publish', value: false } as const,
  }));
  expect(isWeighty(setPermission, planMany(setPermission, wishes, inRoom))).toBe(true);
  expect(isWeighty(setPermission, planMany(setPermission, wishes.slice(0, -1), inRoom))).toBe(false);
});
