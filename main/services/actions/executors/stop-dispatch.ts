/** Deletes a dispatch, waits until its agent is gone, and removes an agent that ignores it. */
import { agentMayComeMs, findRemaining } from '#contract/verbs/stop-dispatch';
import type { Executor } from './executor.ts';
import { readDispatches } from './read-state.ts';

export const stopDispatch: Executor<'agent.stop-dispatch'> = {
  nameWriter: ({ dispatchId }) => `dispatch ${dispatchId}`,
  nameWatched: ({ write }) => [`dispatch ${write.dispatchId}`],
  read: (place, _parameters, options) => readDispatches(place, options),
  async send({ api, room }, { dispatchId }, options) {
    const answer = await api.deleteDispatch(room, dispatchId, options);
    return answer.ok ? { ok: true, value: {}, call: answer.call } : answer;
  },
  looksMs: [0, 100, 250, 500, 1_000, 2_000, 3_100, 4_500, 6_100, agentMayComeMs, 6_800, 7_500, 8_500],
  insist: {
    afterMs: agentMayComeMs,
    async act({ api, room }, applied, now, options) {
      // A dispatch that is still listed was not deleted: removing its agent would only hide that.
      if (now.dispatches.some((dispatch) => dispatch.id === applied.write.dispatchId)) return;
      for (const { identity } of findRemaining(applied, now).own) {
        await api.removeParticipant(room, identity, options);
      }
    },
  },
  touchesDispatches: true,
};
