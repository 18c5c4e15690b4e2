/** Sends a participant's name. */
import type { Executor } from './executor.ts';
import { usualLooksMs } from './executor.ts';
import { readParticipant } from './read-state.ts';
import { nameParticipantWriter, updateParticipant } from './update-participant.ts';

export const setName: Executor<'participant.set-name'> = {
  nameWriter: ({ identity }) => nameParticipantWriter(identity),
  nameWatched: ({ write }) => [`${nameParticipantWriter(write.identity)} name`],
  read: (place, { identity }, options) => readParticipant(place, identity, options),
  send: (place, { identity, name }, options) => updateParticipant(place, { identity, name }, options),
  looksMs: usualLooksMs,
  touchesDispatches: false,
};
