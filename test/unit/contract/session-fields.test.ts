import { expect, test } from 'vitest';
import { participantFields, sessionFields, type SessionFacts } from '#contract/fields';
import { makeFacts, makeTrack, permission } from '../renderer/room/facts.ts';

test('only fields of the session read it: all others stay what they are while the facts do', () => {
  const session = new Proxy({} as SessionFacts, {
    get(_target, member) {
      throw new Error(`read ${String(member)}`);
    },
  });
  const ofSession = new Set(sessionFields.map(({ name }) => name));
  const facts = makeFacts('ada', { permission, tracks: [makeTrack('TR_1')] });
  const reading = participantFields.filter((field) => {
    try {
      field.read({ facts, session });
      return false;
    } catch {
      return true;
    }
  });
  expect(reading.map(({ name }) => name)).toEqual(
    participantFields.map(({ name }) => name).filter((name) => ofSession.has(name)),
  );
});
