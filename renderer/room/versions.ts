/** Which of two pictures of one person is the newer. Pure. */
import type { ParticipantFacts } from '#contract/domain/participant-facts';

/** Of facts whose source tells no version: they are what is so now, and newer than any that were read before. */
export const unknownVersion = 0;

/** Versions count within a session; of two sessions the one that began later is the newer. What has no version is live. */
export function isOlder(facts: ParticipantFacts, than: ParticipantFacts): boolean {
  if (facts.sid === than.sid && facts.version === unknownVersion) return false;
  return facts.sid === than.sid ? facts.version < than.version : facts.joinedAtMs < than.joinedAtMs;
}

/** What livekit-client's own picture of somebody lacks is kept as a list told it; a later list is then still the newer. */
export function completeFacts(facts: ParticipantFacts, known: ParticipantFacts): ParticipantFacts {
  if (facts.version !== unknownVersion || facts.sid !== known.sid) return facts;
  const { version, region, kindDetails, clientProtocol, capabilities } = known;
  return { ...facts, version, region, kindDetails, clientProtocol, capabilities };
}

/** True for the same version of the same session. */
export function isSameState(one: ParticipantFacts, other: ParticipantFacts): boolean {
  return one.sid === other.sid && one.version === other.version;
}
