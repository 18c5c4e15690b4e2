/** Under which one heading somebody is counted, so that the sum is everybody. Pure. */
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import type { CountHeading } from '#contract/domain/room-facts';

/**
 * The one rule for the lobby and for a room's header. A recorder is one although it is hidden, as the server's egress
 * always is: that a room is recorded must not stand under hidden. Who else is hidden is counted as hidden, whatever kind.
 */
export function nameHeading({ permission, kind }: Pick<ParticipantFacts, 'permission' | 'kind'>): CountHeading {
  if (kind === 'egress' || permission?.recorder) return 'recorders';
  if (permission?.hidden) return 'hidden';
  switch (kind) {
    case 'agent':
      return 'agents';
    case 'sip':
      return 'phones';
    case 'standard':
    case 'ingress':
    case 'connector':
    case 'bridge':
    case 'unknown':
      return 'people';
    default:
      return kind satisfies never;
  }
}

/** How many stand under each heading. */
export function countParticipants(participants: readonly ParticipantFacts[]): Record<CountHeading, number> {
  const counts: Record<CountHeading, number> = { people: 0, agents: 0, recorders: 0, phones: 0, hidden: 0 };
  for (const participant of participants) counts[nameHeading(participant)] += 1;
  return counts;
}
