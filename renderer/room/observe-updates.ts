/** What main cannot learn by the API, read from updates of a session: why people left, and agents' own states. Pure. */
import type { Observation } from '#contract/domain/observation';
import type { ParticipantFacts } from '#contract/domain/participant-facts';

const agentStateKey = 'lk.agent.state';
/** As the server's reason is told where it gave none. */
const noReason = 'unknown_reason';
/** Longer words are no states. */
const maxStateCharacters = 64;

/** @param find what was known of somebody before these updates; undefined for who is not shown (our own observers). */
export function listObservations(
  updates: readonly ParticipantFacts[],
  find: (identity: string) => ParticipantFacts | undefined,
  atMs: number,
): Observation[] {
  return updates.flatMap((facts): Observation[] => {
    const { identity, sid } = facts;
    const known = find(identity);
    if (facts.state === 'disconnected') {
      if (known?.sid !== sid || facts.disconnectReason === noReason) return [];
      return [{ kind: 'left', identity, sid, reason: facts.disconnectReason, atMs }];
    }
    const state = facts.attributes[agentStateKey];
    if (facts.kind !== 'agent' || facts.permission?.hidden || state === undefined || state === '') return [];
    if (state.length > maxStateCharacters) return [];
    if (known?.sid === sid && known.attributes[agentStateKey] === state) return [];
    return [{ kind: 'agent-state', identity, sid, state, atMs }];
  });
}
