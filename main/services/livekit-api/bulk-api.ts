/**
 * A server's API for work on many people: its calls take the bulk lane, and reads that are in no hurry are answered from one
 * list for all who ask in the meantime, so that watching hundreds of changes does not hold up the sweeps.
 */
import { fail } from '#contract/result';
import type { CallOptions, CallResult, LivekitApi } from './livekit-api.ts';
import type { ParticipantFacts } from '#contract/domain/participant-facts';

/** Only what verbs about a participant use goes by the bulk lane. */
export function createBulkApi(api: LivekitApi): LivekitApi {
  const waiting = new Map<string, Promise<CallResult<ParticipantFacts[]>>>();
  const running = new Map<string, Promise<unknown>>();

  /** A list that begins after this was asked; one is under way at a time. */
  function listSoon(room: string): Promise<CallResult<ParticipantFacts[]>> {
    const next = waiting.get(room) ?? listAfter(room, running.get(room));
    waiting.set(room, next);
    return next;
  }

  async function listAfter(
    room: string,
    before: Promise<unknown> | undefined,
  ): Promise<CallResult<ParticipantFacts[]>> {
    await before;
    waiting.delete(room);
    const list = api.listParticipants(room, { lane: 'sweep' });
    running.set(room, list);
    return list;
  }

  function inBulk(options: CallOptions | undefined): CallOptions {
    return { lane: 'bulk', ...options };
  }

  return {
    ...api,
    updateParticipant: (room, update, options) => api.updateParticipant(room, update, inBulk(options)),
    removeParticipant: (room, identity, options) => api.removeParticipant(room, identity, inBulk(options)),
    async getParticipant(room, identity, options) {
      if (options?.lane !== 'sweep') return api.getParticipant(room, identity, inBulk(options));
      const list = await listSoon(room);
      if (!list.ok) return list;
      const person = list.value.find((one) => one.identity === identity);
      if (person) return { ok: true, value: person, call: list.call };
      return { ...fail('not_found', `${identity} is not in the room.`), call: list.call };
    },
  };
}
