/** Sends a participant's metadata. */
import type { Executor } from './executor.ts';
import { usualLooksMs } from './executor.ts';
import { readParticipant } from './read-state.ts';
import { nameParticipantWriter, updateParticipant } from './update-participant.ts';

export const setMetadata: Executor<'participant.set-metadata'> = {
  nameWriter: ({ identity }) => nameParticipantWriter(identity),
  nameWatched: ({ write }) => [`${nameParticipantWriter(write.identity)} metadata`],
  read: (place, { identity }, options) => readParticipant(place, identity, options),
  send: (place, { identity, metadata }, options) => updateParticipant(place, { identity, metadata }, options),
  looksMs: usualLooksMs,
  touchesDispatches: false,
};
