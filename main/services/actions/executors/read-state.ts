/** Fresh reads that executors share. What is not there is told as such and is no failure. */
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import type { RoomSummary } from '#contract/domain/room-facts';
import type { Result } from '#contract/result';
import { succeed } from '#contract/result';
import type { DispatchState } from '#contract/verbs/definition';
import type { CallOptions } from '../../livekit-api/livekit-api.ts';
import type { Place } from './executor.ts';

/** One participant; null if it is not in the room. */
export async function readParticipant(
  { api, room }: Place,
  identity: string,
  options: CallOptions,
): Promise<Result<ParticipantFacts | null>> {
  const answer = await api.getParticipant(room, identity, options);
  if (answer.ok) return succeed(answer.value);
  return answer.error.code === 'not_found' ? succeed(null) : { ok: false, error: answer.error };
}

/** The room as listed; null if it is not. */
export async function readRoom({ api, room }: Place, options: CallOptions): Promise<Result<RoomSummary | null>> {
  const answer = await api.listRooms({ ...options, names: [room] });
  if (!answer.ok) return { ok: false, error: answer.error };
  return succeed(answer.value.find((summary) => summary.name === room) ?? null);
}

/** Dispatches and people of a room. An unlisted room is not asked, for that takes the server 3 s. */
export async function readDispatches(place: Place, options: CallOptions): Promise<Result<DispatchState>> {
  const readAtMs = place.clock.now();
  const room = await readRoom(place, options);
  if (!room.ok) return room;
  if (!room.value) return succeed({ readAtMs, room: null, dispatches: [], participants: [] });
  const [dispatches, participants] = await Promise.all([
    place.api.listDispatch(place.room, options),
    place.api.listParticipants(place.room, options),
  ]);
  if (!dispatches.ok) return { ok: false, error: dispatches.error };
  if (!participants.ok) return { ok: false, error: participants.error };
  return succeed({ readAtMs, room: room.value, dispatches: dispatches.value, participants: participants.value });
}
