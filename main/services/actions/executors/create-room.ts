/** Makes a room; its options and its agents' dispatches are read back, for the answer alone proves neither. */
import { succeed } from '#contract/result';
import type { Executor } from './executor.ts';
import { usualLooksMs } from './executor.ts';
import { readRoom } from './read-state.ts';

export const createRoom: Executor<'room.create'> = {
  nameWriter: () => 'room',
  // A later edit of the metadata by our own hand is no drift.
  nameWatched: () => ['room metadata'],
  async read(place, { agents }, options) {
    const readAtMs = place.clock.now();
    const room = await readRoom(place, options);
    if (!room.ok) return room;
    const state = { name: place.room, readAtMs, room: room.value };
    if (!room.value || agents.length === 0) return succeed({ ...state, dispatches: [] });
    const dispatches = await place.api.listDispatch(place.room, options);
    return dispatches.ok ? succeed({ ...state, dispatches: dispatches.value }) : dispatches;
  },
  async send({ api, room }, write, options) {
    const answer = await api.createRoom(room, write, options);
    return answer.ok ? { ok: true, value: { createdId: answer.value.sid }, call: answer.call } : answer;
  },
  looksMs: usualLooksMs,
  touchesDispatches: true,
};
