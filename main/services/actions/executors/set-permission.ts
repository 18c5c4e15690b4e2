/** Sends all rights of a participant, since the server replaces them whole. */
import type { Executor } from './executor.ts';
import { usualLooksMs } from './executor.ts';
import { readParticipant } from './read-state.ts';
import { nameParticipantWriter, updateParticipant } from './update-participant.ts';

export const setPermission: Executor<'participant.set-permission'> = {
  nameWriter: ({ identity }) => nameParticipantWriter(identity),
  nameWatched: ({ write }) => [`${nameParticipantWriter(write.identity)} permission`],
  read: (place, { identity }, options) => readParticipant(place, identity, options),
  send: (place, { identity, permission }, options) => updateParticipant(place, { identity, permission }, options),
  looksMs: usualLooksMs,
  touchesDispatches: false,
};
