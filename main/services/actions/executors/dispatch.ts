/** Creates a dispatch; seen when it is listed. Whether an agent comes is the dispatch watch's to tell. */
import type { Executor } from './executor.ts';
import { usualLooksMs } from './executor.ts';
import { readDispatches } from './read-state.ts';

export const dispatchAgent: Executor<'agent.dispatch'> = {
  nameWriter: ({ agentName }) => `agent ${agentName.trim()}`,
  nameWatched: ({ createdId }) => (createdId ? [`dispatch ${createdId}`] : []),
  read: (place, _parameters, options) => readDispatches(place, options),
  async send({ api, room }, write, options) {
    const answer = await api.createDispatch(room, write, options);
    return answer.ok ? { ok: true, value: { createdId: answer.value.id }, call: answer.call } : answer;
  },
  looksMs: usualLooksMs,
  touchesDispatches: true,
};
