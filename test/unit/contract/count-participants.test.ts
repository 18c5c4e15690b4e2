import { expect, it } from 'vitest';
import { countParticipants, nameHeading } from '#contract/count-participants';
import { participantKinds, type ParticipantFacts } from '#contract/domain/participant-facts';

function person(kind: ParticipantFacts['kind'], hidden = false, recorder = false): ParticipantFacts {
  return { kind, permission: { hidden, recorder } } as ParticipantFacts;
}

it('puts everybody under one heading, and who is hidden under hidden unless it records', () => {
  const named = Object.fromEntries(participantKinds.map((kind) => [kind, nameHeading(person(kind))]));
  expect(named).toEqual({
    standard: 'people',
    ingress: 'people',
    egress: 'recorders',
    sip: 'phones',
    agent: 'agents',
    connector: 'people',
    bridge: 'people',
    unknown: 'people',
  });
  for (const kind of participantKinds) {
    expect(nameHeading(person(kind, true))).toBe(kind === 'egress' ? 'recorders' : 'hidden');
    expect(nameHeading(person(kind, true, true))).toBe('recorders');
  }
  const counts = countParticipants([...participantKinds.map((kind) => person(kind)), person('agent', true)]);
  expect(counts).toEqual({ people: 5, agents: 1, recorders: 1, phones: 1, hidden: 1 });
  expect(countParticipants([])).toEqual({ people: 0, agents: 0, recorders: 0, phones: 0, hidden: 0 });
});
