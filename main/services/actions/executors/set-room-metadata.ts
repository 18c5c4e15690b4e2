/** Sends a room's metadata. */
import type { Executor } from './executor.ts';
import { usualLooksMs } from './executor.ts';
import { readRoom } from './read-state.ts';

export const setRoomMetadata: Executor<'room.set-metadata'> = {
  nameWriter: () => 'room metadata',
  nameWatched: () => ['room metadata'],
  read: (place, _parameters, options) => readRoom(place, options),
  async send({ api, room }, { metadata }, options) {
    const answer = await api.updateRoomMetadata(room, metadata, options);
    return answer.ok ? { ok: true, value: {}, call: answer.call } : answer;
  },
  looksMs: usualLooksMs,
  touchesDispatches: false,
};
