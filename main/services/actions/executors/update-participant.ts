/** The one call behind all verbs that change a participant's data or rights. */
import type { CallOptions, CallResult, ParticipantUpdate } from '../../livekit-api/livekit-api.ts';
import type { Place } from './executor.ts';

/** Sends an update. Its reply is dropped: it may carry another writer's values and proves nothing. */
export async function updateParticipant(
  { api, room }: Place,
  update: ParticipantUpdate,
  options: CallOptions,
): Promise<CallResult<{ createdId?: string }>> {
  const answer = await api.updateParticipant(room, update, options);
  return answer.ok ? { ok: true, value: {}, call: answer.call } : answer;
}

/** Name under which everything that changes one person waits in one line. */
export function nameParticipantWriter(identity: string): string {
  return `participant ${identity}`;
}
