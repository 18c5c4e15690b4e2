/** Numbers that a newer server may send: what is not known is never told as a fact. */
import { expect, test } from 'vitest';
import { readParticipant, readTrack, type WireParticipant, type WireTrack } from '#contract/wire';

const track: WireTrack = {
  sid: 'TR_1',
  type: 0,
  name: '',
  muted: false,
  width: 0,
  height: 0,
  simulcast: false,
  source: 2,
  mimeType: '',
  encryption: 0,
  stream: '',
};
const participant: WireParticipant = {
  sid: 'PA_1',
  identity: 'ada',
  state: 2,
  tracks: [],
  metadata: '',
  joinedAt: 1n,
  name: '',
  version: 1,
  region: '',
  isPublisher: false,
  kind: 0,
  attributes: {},
  disconnectReason: 0,
  kindDetails: [],
};

test('known numbers are told by their names', () => {
  expect(readTrack(track)).toMatchObject({ type: 'audio', encryption: 'none' });
  expect(readTrack({ ...track, type: 2, encryption: 1 })).toMatchObject({ type: 'data', encryption: 'gcm' });
  expect([0, 1, 2, 3].map((state) => readParticipant({ ...participant, state }).state)).toEqual([
    'joining',
    'joined',
    'active',
    'disconnected',
  ]);
});

test('unknown numbers are told as unknown: an unknown encryption is not "none", an unknown state not "joining"', () => {
  expect(readTrack({ ...track, type: 9, encryption: 9, source: 9 })).toMatchObject({
    type: 'unknown',
    encryption: 'unknown',
    source: 'unknown',
  });
  const facts = readParticipant({
    ...participant,
    state: 9,
    kind: 99,
    dataTracks: [{ sid: 'DT_1', name: 'd', encryption: 9 }],
  });
  expect(facts).toMatchObject({ state: 'unknown', kind: 'unknown', dataTracks: [{ encryption: 'unknown' }] });
});

test('attributes read the same in whatever order the server tells them', () => {
  const one = readParticipant({ ...participant, attributes: { team: 'red', hand: '1' } });
  const other = readParticipant({ ...participant, attributes: { hand: '1', team: 'red' } });
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
});
