/** Deletes a dispatch, waits until its agent is gone, and removes an agent that ignores it. */
import type { Executor } from './executor.ts';
import { readDispatches } from './read-state.ts';

/** The server gives a deaf agent 3 s, and 6 s if its job was not listed yet. */
const patienceMs = 6_500;

export const stopDispatch: Executor<'agent.stop-dispatch'> = {
  nameWriter: ({ dispatchId }) => `dispatch ${dispatchId}`,
  nameWatched: ({ write }) => [`dispatch ${write.dispatchId}`],
  read: (place, _parameters, options) => readDispatches(place, options),
  async send({ api, room }, { dispatchId }, options) {
    const answer = await api.deleteDispatch(room, dispatchId, options);
    return answer.ok ? { ok: true, value: {}, call: answer.call } : answer;
  },
  looksMs: [0, 100, 250, 500, 1_000, 2_000, 3_100, 4_500, 6_100, patienceMs, 6_800, 7_500, 8_500],
  insist: {
    afterMs: patienceMs,
    async act({ api, room }, { write }, now, options) {
      // A dispatch that is still listed was not deleted: removing its agent would only hide that.
      if (now.dispatches.some((dispatch) => dispatch.id === write.dispatchId)) return;
      for (const person of now.participants) {
        if (write.agentIdentities.includes(person.identity)) {
          await api.removeParticipant(room, person.identity, options);
        }
      }
    },
  },
  touchesDispatches: true,
};
