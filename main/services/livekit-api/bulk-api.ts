/**
 * A server's API for work on many people: its calls take the bulk lane, and reads that are in no hurry are answered from one
 * list for all who ask in the meantime, so that watching hundreds of changes does not hold up the sweeps.
 */
import { fail } from '#contract/result';
import { wait } from '../actions/wait.ts';
import type { Clock } from '../ports.ts';
import type { CallOptions, CallResult, LivekitApi } from './livekit-api.ts';
import type { ParticipantFacts } from '#contract/domain/participant-facts';

export interface BulkApiDeps {
  clock: Clock;
  /** Ends lists and the rests before them. */
  signal: AbortSignal;
  /** Until then (epoch ms) the server asked not to be called. */
  heldUntilMs: () => number;
}

interface Ended {
  atMs: number;
  /** How long the server is left alone after it. */
  restMs: number;
}

/** Between two lists, as between sweeps: everybody of a full room is work for the server. */
const restPerPersonMs = 1;
const minRestMs = 350;
const maxRestMs = 5_000;

/** Only what verbs about a participant use goes by the bulk lane. */
export function createBulkApi(api: LivekitApi, { clock, signal, heldUntilMs }: BulkApiDeps): LivekitApi {
  const waiting = new Map<string, Promise<CallResult<ParticipantFacts[]>>>();
  const newest = new Map<string, Promise<Ended>>();

  /** A list that begins after this was asked; one is under way at a time, with a rest after each. */
  function listSoon(room: string): Promise<CallResult<ParticipantFacts[]>> {
    const next = waiting.get(room) ?? listAfter(room, newest.get(room));
    waiting.set(room, next);
    return next;
  }

  async function listAfter(room: string, before: Promise<Ended> | undefined): Promise<CallResult<ParticipantFacts[]>> {
    const ended = await before;
    if (ended) await wait(clock, Math.min(ended.restMs, ended.atMs + ended.restMs - clock.now()), signal);
    await wait(clock, heldUntilMs() - clock.now(), signal);
    waiting.delete(room);
    const list = api.listParticipants(room, { lane: 'sweep', signal });
    newest.set(room, noteEnd(list));
    return list;
  }

  async function noteEnd(list: Promise<CallResult<ParticipantFacts[]>>): Promise<Ended> {
    const found = await list;
    const restMs = found.ok ? found.value.length * restPerPersonMs : 0;
    return { atMs: clock.now(), restMs: Math.min(Math.max(restMs, minRestMs), maxRestMs) };
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
