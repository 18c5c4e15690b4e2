/** Sends the attributes that change; the server merges them by key. */
import type { Executor } from './executor.ts';
import { usualLooksMs } from './executor.ts';
import { readParticipant } from './read-state.ts';
import { nameParticipantWriter, updateParticipant } from './update-participant.ts';

export const setAttributes: Executor<'participant.set-attributes'> = {
  nameWriter: ({ identity }) => nameParticipantWriter(identity),
  nameWatched: ({ write }) =>
    Object.keys(write.attributes).map((key) => `${nameParticipantWriter(write.identity)} attribute ${key}`),
  read: (place, { identity }, options) => readParticipant(place, identity, options),
  send: (place, { identity, attributes }, options) => updateParticipant(place, { identity, attributes }, options),
  looksMs: usualLooksMs,
  touchesDispatches: false,
};
