import { describe, expect, it } from 'vitest';
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import { readParticipant } from '#contract/wire';
import { compareRoom } from '#main/services/watch/room-delta';

function person(identity: string, change: Partial<ParticipantFacts> = {}): ParticipantFacts {
  const facts = readParticipant({
    sid: `PA_${identity}`,
    identity,
    state: 2,
    tracks: [],
    metadata: '',
    joinedAt: 1n,
    name: '',
    version: 1,
    permission: {
      canSubscribe: true,
      canPublish: true,
      canPublishData: true,
      canPublishSources: [2],
      hidden: false,
      recorder: false,
      canUpdateMetadata: false,
      agent: false,
      canSubscribeMetrics: false,
    },
    region: '',
    isPublisher: false,
    kind: 0,
    attributes: { team: 'red' },
    disconnectReason: 0,
    kindDetails: [],
  });
  return { ...facts, ...change };
}

const room = (...people: ParticipantFacts[]): Map<string, ParticipantFacts> =>
  new Map(people.map((facts) => [facts.identity, facts]));

describe('what differs between two looks', () => {
  it('is nothing where nothing does', () => {
    expect(compareRoom(room(person('a'), person('b')), room(person('b'), person('a')))).toEqual({
      changed: [],
      gone: [],
    });
  });

  it('is who came, who went and who differs', () => {
    const before = room(person('stays'), person('goes'), person('changes'));
    const after = room(person('stays'), person('changes', { version: 2 }), person('comes'));
    const delta = compareRoom(before, after);
    expect(delta.changed.map(({ identity }) => identity)).toEqual(['changes', 'comes']);
    expect(delta.gone).toEqual(['goes']);
  });

  it.each([
    ['another session', { sid: 'PA_other' }],
    ['an attribute', { attributes: { team: 'blue' } }],
    ['one attribute more', { attributes: { team: 'red', seat: '' } }],
    ['an attribute less', { attributes: {} }],
    ['state', { state: 'joined' }],
    ['kind details', { kindDetails: ['simulation'] }],
  ] satisfies [string, Partial<ParticipantFacts>][])('sees %s even where the version is the same', (_what, change) => {
    expect(compareRoom(room(person('a')), room(person('a', change))).changed).toHaveLength(1);
  });

  it('sees rights that were not told before, and one bit of them', () => {
    const { permission, ...withoutRights } = person('a');
    if (!permission) throw new Error('the person has rights');
    const changed = { ...permission, canPublish: false };
    expect(compareRoom(room(withoutRights), room(person('a'))).changed).toHaveLength(1);
    expect(compareRoom(room(person('a')), room(person('a', { permission: changed }))).changed).toHaveLength(1);
  });
});
