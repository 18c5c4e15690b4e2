import { expect, test } from 'vitest';
import { SignalResponse } from '@livekit/protocol';
import { createCrowdModel, timedIdentity, type SyntheticChange } from '#test/support/feed/crowd-model';
import { addToJoin, describeInfo, encodeChanges, isAboutSyntheticTracks } from '#test/support/feed/feed-messages';
import { JoinResponse, ListParticipantsResponse, SignalRequest, UpdateSubscription } from '@livekit/protocol';

function takeChanges(count: number, seed = 1): SyntheticChange[] {
  const crowd = createCrowdModel({ people: 1_000, seed });
  return Array.from({ length: count }, () => crowd.change(1)).filter((change) => change !== undefined);
}

test('the same seed changes the same things, another one others', () => {
  const describe = (changes: SyntheticChange[]): string =>
    changes.map(({ kind, person }) => kind + person.index).join();
  expect(describe(takeChanges(500))).toBe(describe(takeChanges(500)));
  expect(describe(takeChanges(500))).not.toBe(describe(takeChanges(500, 2)));
});

test('the mix is as stated, and half of it goes to those at the top', () => {
  const changes = takeChanges(20_000);
  const count = (kind: SyntheticChange['kind']): number => changes.filter((change) => change.kind === kind).length;
  expect(count('speaker') / 20_000).toBeCloseTo(0.25, 1);
  expect(count('quality') / 20_000).toBeCloseTo(0.15, 1);
  expect(count('left')).toBeGreaterThan(50);
  const people = changes.filter(({ kind }) => kind === 'person');
  expect(people.filter(({ person }) => person.index < 250).length / people.length).toBeGreaterThan(0.5);
});

test('who left comes back as another session, and the timed one stays at the top', () => {
  const crowd = createCrowdModel({ people: 1_000 });
  for (let change = 0; change < 30_000; change += 1) crowd.change(7);
  const there = crowd.people.filter(({ isThere }) => isThere);
  expect(there.length).toBe(crowd.countThere());
  expect(crowd.people.some(({ sessions, sid }) => sessions > 1 && sid.endsWith(`_${sessions}`))).toBe(true);
  const [first] = there.toSorted((one, other) => Number(other.attributes['score']) - Number(one.attributes['score']));
  expect(first).toMatchObject({ identity: timedIdentity, attributes: { pick: 'picked' } });
});

test('strangers take the places of those who have left, each for once', () => {
  const crowd = createCrowdModel({ people: 1_000, areStrangers: true, churn: 0.1 });
  const seen = new Set(crowd.people.map(({ identity }) => identity));
  const gone = new Set<string>();
  for (let change = 0; change < 30_000; change += 1) {
    const made = crowd.change(7);
    if (made?.kind === 'left') gone.add(made.person.identity);
    else if (made?.kind === 'person') seen.add(made.person.identity);
  }
  const there = crowd.people.filter(({ isThere }) => isThere).map(({ identity }) => identity);
  expect(crowd.countArrivals()).toBeGreaterThan(1_000);
  expect(seen.size).toBe(1_000 + crowd.countArrivals());
  expect(there.filter((identity) => gone.has(identity))).toEqual([]);
  expect(there.length + gone.size).toBe(seen.size);
});

test('changes go out in the server’s words, each person once a message', () => {
  const crowd = createCrowdModel({ people: 10 });
  const [message] = encodeChanges([crowd.beat('one'), crowd.beat('two')]);
  const { message: read } = SignalResponse.fromBinary(message ?? new Uint8Array());
  const people = read.case === 'update' ? read.value.participants : [];
  expect(people).toHaveLength(1);
  expect(people[0]).toMatchObject({ identity: timedIdentity, version: 3, attributes: { beat: 'two' } });
});

test('a join tells of the crowd beside those who are there, and nothing else is touched', () => {
  const { people } = createCrowdModel({ people: 10 });
  const join = new SignalResponse({ message: { case: 'join', value: new JoinResponse({ serverRegion: 'here' }) } });
  const { message } = SignalResponse.fromBinary(addToJoin(join.toBinary(), people) ?? new Uint8Array());
  expect(message.case === 'join' && [message.value.serverRegion, message.value.otherParticipants.length]).toEqual([
    'here',
    10,
  ]);
  const [update] = encodeChanges([{ kind: 'person', person: people[0]! }]);
  expect(addToJoin(update ?? new Uint8Array(), people)).toBeUndefined();
});

test('the API tells the same of somebody as the signal does', () => {
  const { people } = createCrowdModel({ people: 300 });
  const person = people[5]!;
  const listed = ListParticipantsResponse.fromJson({ participants: [describeInfo(person)] } as never).participants[0];
  const [message] = encodeChanges([{ kind: 'person', person }]);
  const { message: read } = SignalResponse.fromBinary(message ?? new Uint8Array());
  expect(read.case === 'update' && read.value.participants[0]?.equals(listed)).toBe(true);
});

test('what is asked of tracks that no server has stays here', () => {
  const ask = (trackSids: string[]): Uint8Array =>
    new SignalRequest({ message: { case: 'subscription', value: new UpdateSubscription({ trackSids }) } }).toBinary();
  expect(isAboutSyntheticTracks(ask(['TR_SYN_M00001']))).toBe(true);
  expect(isAboutSyntheticTracks(ask(['TR_AMreal']))).toBe(false);
});
