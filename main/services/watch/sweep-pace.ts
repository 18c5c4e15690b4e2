/**
 * How often each server is swept. One pace a server, whoever sweeps it: it grows while the server asks for fewer calls,
 * answers slowly or fails, and comes back step by step. It delays sweeps only, never a call that somebody asked for.
 */
import type { RequestRecord } from '#contract/domain/activity';
import type { SweepPace } from '#contract/domain/room-facts';
import type { Clock } from '../ports.ts';

export interface SweepPaces {
  /** To be told of every call, with its end. */
  note(call: PacedCall): void;
  /** How often something is swept that takes `baseMs` between two sweeps where nothing is in the way. */
  read(serverId: string, baseMs: number): SweepPace;
  /** Until then (epoch ms) the server asked not to be called; a time that has passed if it did not. */
  heldUntilMs(serverId: string): number;
  /** Tells of a server whose pace has changed: who is held by it must not learn so by its own next sweep. Returns the way to stop. */
  listen(listener: (serverId: string) => void): () => void;
}

export type PacedCall = Pick<
  RequestRecord,
  'serverId' | 'atMs' | 'method' | 'status' | 'code' | 'tookMs' | 'retryAfterMs'
>;

type SlowedBy = NonNullable<SweepPace['slowedBy']>;

interface State {
  /** Times the interval is doubled. */
  doublings: number;
  slowedBy: SlowedBy;
  /** Moves at most once a round, since the sweeps of all rooms meet the same trouble at once. */
  movedAtMs: number;
  /** What the server asked for; halved as it recovers. */
  askedMs: number;
  heldUntilMs: number;
}

/** Longest interval by doubling. */
const maxIntervalMs = 30_000;
/** Whatever the server asks for: after so long it is looked at again. */
const maxAskedMs = 5 * 60_000;
const slowMs = 2_000;
const roundMs = 4_000;

export function createSweepPaces(clock: Pick<Clock, 'now'>): SweepPaces {
  const states = new Map<string, State>();
  const listeners = new Set<(serverId: string) => void>();

  /** As it is by the clock of now: one that was set back must make nothing wait for longer than was asked. */
  function find(serverId: string): State | undefined {
    const state = states.get(serverId);
    if (!state) return undefined;
    const now = clock.now();
    state.movedAtMs = Math.min(state.movedAtMs, now);
    state.heldUntilMs = Math.min(state.heldUntilMs, now + state.askedMs);
    return state;
  }

  function slowDown(call: PacedCall, slowedBy: SlowedBy): void {
    const now = clock.now();
    const known = find(call.serverId);
    const askedMs = Math.min(call.retryAfterMs ?? 0, maxAskedMs);
    if (!known) {
      const state = { doublings: 1, slowedBy, movedAtMs: now, askedMs, heldUntilMs: now + askedMs };
      states.set(call.serverId, state);
      return;
    }
    known.slowedBy = slowedBy;
    known.askedMs = Math.max(known.askedMs, askedMs);
    known.heldUntilMs = Math.max(known.heldUntilMs, now + askedMs);
    // A call that was sent before the last move says nothing of the pace since.
    if (call.atMs < known.movedAtMs || now < known.movedAtMs + roundMs) return;
    known.movedAtMs = now;
    if (intervalOf(known, roundMs) < maxIntervalMs) known.doublings++;
  }

  function speedUp(call: PacedCall): void {
    const state = find(call.serverId);
    // An answer to a call that somebody asked for takes nothing back of what the server has asked of sweeps.
    if (!state || call.atMs < state.movedAtMs) return;
    if (clock.now() < Math.max(state.movedAtMs + roundMs, state.heldUntilMs)) return;
    state.movedAtMs = clock.now();
    state.doublings--;
    state.askedMs /= 2;
    if (state.doublings <= 0) states.delete(call.serverId);
  }

  return {
    note(call) {
      const before = JSON.stringify(states.get(call.serverId));
      const trouble = findTrouble(call);
      if (trouble) slowDown(call, trouble);
      else if (isRead(call) && call.status === 200) speedUp(call);
      if (JSON.stringify(states.get(call.serverId)) === before) return;
      for (const listener of listeners) listener(call.serverId);
    },
    read(serverId, baseMs) {
      const state = states.get(serverId);
      return state ? { everyMs: intervalOf(state, baseMs), slowedBy: state.slowedBy } : { everyMs: baseMs };
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    heldUntilMs(serverId) {
      return find(serverId)?.heldUntilMs ?? 0;
    },
  };
}

function intervalOf({ doublings, askedMs }: State, baseMs: number): number {
  return Math.max(Math.min(baseMs * 2 ** doublings, Math.max(baseMs, maxIntervalMs)), askedMs);
}

/** Only reads tell whether the server is slow: an RPC takes as long as the person who answers it. */
function findTrouble(call: PacedCall): SlowedBy | undefined {
  if (call.code === 'rate_limited' || (call.code !== undefined && call.retryAfterMs !== undefined))
    return 'rate_limited';
  if (!isRead(call) || call.code === 'cancelled') return undefined;
  // A room whose node is gone costs 3 s and says nothing of the server.
  if (call.code === 'unavailable' || call.code === 'not_found') return undefined;
  if (call.code === 'timed_out' || call.tookMs > slowMs) return 'slow';
  return call.code === 'server_failed' ? 'failing' : undefined;
}

function isRead({ method }: PacedCall): boolean {
  return /\/(?:List|Get)/.test(method);
}
