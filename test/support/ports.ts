/** The ports that tests may fake: clock, keystore, windows, dialogs and events. Everything else in tests is real. */
import type { EventChannel } from '#contract/channels';
import type { Clock, EventSink, Logger, SecretCipher, WindowControl } from '#main/services/ports';

/**
 * A clock that stands still until told to move; timers run in order of their time. Setting it back moves no timer, as
 * with the system's.
 */
export function createFakeClock(
  startMs = 1_700_000_000_000,
): Clock & { advance(ms: number): void; setBack(ms: number): void } {
  let epochMs = startMs;
  let passedMs = 0;
  let timers: { atMs: number; run: () => void }[] = [];
  return {
    now: () => epochMs + passedMs,
    after(delayMs, run) {
      const timer = { atMs: passedMs + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((candidate) => candidate !== timer);
      };
    },
    advance(ms) {
      const endMs = passedMs + ms;
      for (;;) {
        const next = timers.filter((timer) => timer.atMs <= endMs).toSorted((a, b) => a.atMs - b.atMs)[0];
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        passedMs = Math.max(passedMs, next.atMs);
        next.run();
      }
      passedMs = endMs;
    },
    setBack(ms) {
      epochMs -= ms;
    },
  };
}

/** The real clock behind the port. */
export function createRealClock(): Clock {
  return {
    now: () => Date.now(),
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  };
}

/** A keystore whose keyring can be taken away or swapped; ciphertext of one keyring is noise to another. */
export function createFakeCipher(keyring = 'first'): SecretCipher & { keyring: string; isAvailable: boolean } {
  const cipher = {
    keyring,
    isAvailable: true,
    describe: async () => ({
      isAvailable: cipher.isAvailable,
      backend: cipher.isAvailable ? 'test_keyring' : 'basic_text',
    }),
    async encrypt(text: string) {
      if (!cipher.isAvailable) throw new Error('no keyring');
      return Buffer.from(`${cipher.keyring}:${Buffer.from(text).toString('hex')}`);
    },
    async decrypt(bytes: Uint8Array) {
      const [owner, hex] = Buffer.from(bytes).toString().split(':');
      if (!cipher.isAvailable || owner !== cipher.keyring || hex === undefined) throw new Error('cannot decrypt');
      return Buffer.from(hex, 'hex').toString();
    },
  };
  return cipher;
}

export interface RecordedEvent {
  to: string;
  channel: EventChannel;
  payload: unknown;
}

/** An event sink that keeps what was sent. */
export function createRecordingEvents(): EventSink & { sent: RecordedEvent[] } {
  const sent: RecordedEvent[] = [];
  return {
    sent,
    toServer: (serverId, channel, payload) => void sent.push({ to: serverId, channel, payload }),
    toWindow: (windowId, channel, payload) => void sent.push({ to: String(windowId), channel, payload }),
    toEveryWindow: (channel, payload) => void sent.push({ to: '*', channel, payload }),
  };
}

/** Window control that keeps what was asked of it. */
export function createRecordingWindows(): WindowControl & { calls: string[]; draftCount: number } {
  const calls: string[] = [];
  return {
    calls,
    draftCount: 0,
    countDrafts() {
      return this.draftCount;
    },
    openManager: () => void calls.push('openManager'),
    openServer: (serverId) => void calls.push(`openServer ${serverId}`),
    openForm: (serverId) => void calls.push(`openForm ${serverId ?? 'new'}`),
    closeForm: (windowId) => void calls.push(`closeForm ${windowId}`),
    closeServer: (serverId) => void calls.push(`closeServer ${serverId}`),
  };
}

/** A logger that keeps its lines. */
export function createRecordingLogger(): Logger & { lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    info: (message) => void lines.push(`info ${message}`),
    warn: (message) => void lines.push(`warn ${message}`),
    error: (message) => void lines.push(`error ${message}`),
  };
}
