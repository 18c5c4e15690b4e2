/** Stops an agent: its dispatch is deleted and its identity must be gone, for the call alone says neither. */
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import type { DispatchState, VerbDefinition } from '#contract/verbs/definition';
import { explain, refuse } from '#contract/verbs/definition';

const fields = ['agent'];

/** Agents in the room that one of the dispatch's jobs belongs to, listed or not yet (`agent-<job id>` is the default identity). */
function findAgents(dispatchId: string, state: DispatchState): ParticipantFacts[] {
  const row = state.dispatches.find((dispatch) => dispatch.id === dispatchId);
  if (!row) return [];
  const own = new Set(row.jobs.map((job) => job.participantIdentity).filter(Boolean));
  const claimed = new Set(state.dispatches.flatMap((dispatch) => dispatch.jobs.map((job) => job.participantIdentity)));
  const agents = state.participants.filter((person) => person.kind === 'agent' && !person.permission?.hidden);
  const known = agents.filter((person) => own.has(person.identity));
  const isOnlyOpenOne =
    row.jobs.length === 0 &&
    state.dispatches.filter((other) => other.agentName === row.agentName && other.jobs.length === 0).length === 1;
  if (!isOnlyOpenOne) return known;
  // The server lists a job seconds late; until then the one open dispatch of this name accounts for the agent.
  return agents.filter(
    (person) =>
      !claimed.has(person.identity) &&
      person.attributes['lk.agent_name'] === row.agentName &&
      person.joinedAtMs >= row.createdAtMs,
  );
}

export const stopDispatch: VerbDefinition<'agent.stop-dispatch'> = {
  verb: 'agent.stop-dispatch',
  label: 'Stop agent',
  key: 'X',
  reversibility: 'none',
  isConfirmedByMain: false,

  plan({ dispatchId }, state) {
    const row = state.dispatches.find((dispatch) => dispatch.id === dispatchId);
    if (!row) {
      const error = explain('not_found', 'The dispatch is not listed any more.', {
        likelyCause: 'It was stopped already, or the room was made anew.',
      });
      return refuse({ target: dispatchId, before: '', after: '' }, fields, error);
    }
    const agents = findAgents(dispatchId, state);
    const names = agents.map((agent) => agent.identity);
    const warnings =
      agents.length > 0 ? [] : ['No agent of it is in the room; the dispatch alone is taken off the list.'];
    return {
      target: {
        target: dispatchId,
        disposition: 'change',
        before: [row.agentName || '(unnamed)', ...names].join(' · '),
        after: '',
      },
      fields,
      warnings,
      reversibility: 'none',
      write: { dispatchId, agentIdentities: names },
      record: {
        before: JSON.stringify({ agentName: row.agentName, metadata: row.metadata, agents: names }),
        after: '',
      },
    };
  },

  readAnchor: (state) => state.room?.sid ?? '',

  observe({ before, write }, now) {
    const isListed = now.dispatches.some((dispatch) => dispatch.id === write.dispatchId);
    const sids = new Map(before.participants.map((person) => [person.identity, person.sid]));
    const present = now.participants.filter(
      // A new session under a fixed identity is another agent.
      (person) => write.agentIdentities.includes(person.identity) && sids.get(person.identity) === person.sid,
    );
    const current = [...(isListed ? [write.dispatchId] : []), ...present.map((person) => person.identity)].join(' · ');
    if (!isListed && present.length === 0) return { kind: 'seen', current };
    return { kind: isListed ? 'unchanged' : 'different', current };
  },

  invert: () => null,
};
