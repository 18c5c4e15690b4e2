/**
 * A listed room that cannot be joined is shown by the list alone. This keeps why, and when a join is tried again: seldom,
 * since every hidden join leaves a record. It knows no connection; the session tells it what became of each try.
 */

/** What keeps the live connection from being made: the way to it, or the room itself. */
export type LiveBlock = 'websocket' | 'media' | 'room' | 'refused' | 'list';

export interface ApiOnlyState {
  /** Of the newest try. */
  liveBlock: LiveBlock;
  /** Epoch ms; undefined while a join is under way. */
  nextTryAtMs?: number;
}

export interface ApiOnly {
  /** Undefined while the room is not in this mode. */
  state(): ApiOnlyState | undefined;
  /** A join did not work: the next one is planned, later each time. */
  block(liveBlock: LiveBlock): void;
  /** A join is under way, by the clock or by hand. */
  markTrying(): void;
  /** The mode is over, or was not on: a block after it begins with the first wait again. */
  end(): void;
}

/** Waits before each new join, ms; the last one goes on. */
export const apiOnlyDelaysMs = [15_000, 60_000, 300_000] as const;

export function createApiOnly(deps: { now: () => number; tryJoin: () => void }): ApiOnly {
  let current: ApiOnlyState | undefined;
  let blocks = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  return {
    state: () => current,
    block(liveBlock) {
      clearTimeout(timer);
      const delayMs = apiOnlyDelaysMs[Math.min(blocks, apiOnlyDelaysMs.length - 1)] ?? 300_000;
      blocks++;
      current = { liveBlock, nextTryAtMs: deps.now() + delayMs };
      timer = setTimeout(deps.tryJoin, delayMs);
    },
    markTrying() {
      clearTimeout(timer);
      if (current) current = { liveBlock: current.liveBlock };
    },
    end() {
      clearTimeout(timer);
      current = undefined;
      blocks = 0;
    },
  };
}

/** Which part of the way is blocked, by the words with which a join failed (livekit-client's or the server's). Pure. */
export function readLiveBlock(message: string): LiveBlock {
  if (/connection closed by media/i.test(message)) return 'room';
  if (/pc connection|peer ?connection|ice connect/i.test(message)) return 'media';
  if (/websocket|signal/i.test(message)) return 'websocket';
  return 'refused';
}
