/** Calls an agent into a room. A dispatch to an unknown room would make the room, so only listed ones are taken. */
import type { DispatchRow } from '#contract/domain/dispatch-facts';
import { limits } from '#contract/text-size';
import type { DispatchState, VerbDefinition, VerbWrites } from '#contract/verbs/definition';
import { explain, refuse } from '#contract/verbs/definition';
import { checkText } from '#contract/verbs/text-checks';

const fields = ['agent'];
const controlCharacter = /\p{Cc}/u;
const longNameCharacters = 64;

/** Waiting for an agent, or with one that is in the room. */
function isLive(dispatch: DispatchRow, state: DispatchState): boolean {
  if (dispatch.jobs.length === 0) return true;
  return dispatch.jobs.some((job) =>
    state.participants.some((person) => person.identity === job.participantIdentity && person.kind === 'agent'),
  );
}

function warn(agentName: string, state: DispatchState): string[] {
  const warnings: string[] = [];
  if (agentName.length > longNameCharacters) {
    warnings.push(`The name has ${agentName.length} characters; names of agents are short as a rule.`);
  }
  const same = state.dispatches.filter((dispatch) => dispatch.agentName === agentName && isLive(dispatch, state));
  if (same.length > 0) {
    const ids = same.map((dispatch) => dispatch.id).join(', ');
    warnings.push(
      `${agentName} has been called already (${ids}). A second dispatch brings a second agent; with a fixed identity it ends both.`,
    );
  }
  return warnings;
}

function isAsAsked(row: DispatchRow, write: VerbWrites['agent.dispatch']): boolean {
  const { agentName, metadata, deployment = row.deployment, attributes = {} } = write;
  const given = Object.entries(attributes).every(([key, value]) => row.attributes?.[key] === value);
  return row.agentName === agentName && row.metadata === metadata && row.deployment === deployment && given;
}

export const dispatchAgent: VerbDefinition<'agent.dispatch'> = {
  verb: 'agent.dispatch',
  label: 'Dispatch',
  key: 'D',
  reversibility: 'partial',
  isConfirmedByMain: false,

  plan({ agentName: typedName, metadata, deployment, attributes }, state) {
    const agentName = typedName.trim();
    const texts = { target: agentName, before: '', after: metadata };
    if (!state.room) {
      const error = explain('room_not_listed', 'The room is not open any more; a dispatch would make it anew.', {
        cure: 'Wait until somebody joins it.',
      });
      return refuse(texts, fields, error);
    }
    if (agentName === '' || controlCharacter.test(agentName)) {
      const message = agentName === '' ? 'The agent has no name.' : 'The name holds control characters.';
      const cure = 'Type the name under which the worker registered (agent_name).';
      return refuse(texts, fields, explain('invalid_request', message, { field: 'agentName', cure }));
    }
    const error =
      checkText(agentName, 'agentName', limits.metadataBytes) ?? checkText(metadata, 'metadata', limits.metadataBytes);
    if (error) return refuse(texts, fields, error);
    return {
      target: { ...texts, disposition: 'change' },
      fields,
      warnings: warn(agentName, state),
      reversibility: 'partial',
      write: {
        agentName,
        metadata,
        ...(deployment === undefined ? {} : { deployment }),
        ...(attributes === undefined ? {} : { attributes }),
      },
    };
  },

  readAnchor: (state) => state.room?.sid ?? '',

  observe({ before, write, createdId }, now) {
    if (!now.room || now.room.sid !== before.room?.sid) return { kind: 'gone', current: '' };
    if (createdId === undefined) {
      // The answer was lost: a new row that is just as asked is taken for ours.
      const known = new Set(before.dispatches.map((dispatch) => dispatch.id));
      const ours = now.dispatches.find((dispatch) => !known.has(dispatch.id) && isAsAsked(dispatch, write));
      return ours ? { kind: 'seen', current: ours.metadata, createdId: ours.id } : { kind: 'unchanged', current: '' };
    }
    const row = now.dispatches.find((dispatch) => dispatch.id === createdId);
    if (!row) return { kind: 'unchanged', current: '' };
    return { kind: isAsAsked(row, write) ? 'seen' : 'different', current: row.metadata };
  },

  invert({ createdId }) {
    return createdId ? { verb: 'agent.stop-dispatch', parameters: { dispatchId: createdId } } : null;
  },
};
