/**
 * Waits for a state instead of for a time. The only place in tools and tests that polls;
 * it must not be used to pause.
 */

/** What a wait may be given. */
export interface WaitOptions {
  /** Gives up after this many milliseconds; 30,000 when not said. */
  readonly timeoutMs?: number;
  /** Milliseconds between two looks; 20 when not said. */
  readonly intervalMs?: number;
  /** What is waited for, in words: it is all that a failed test shows. */
  readonly what?: string;
  readonly signal?: AbortSignal;
}

type Missing = undefined | null | false | 0 | '';

/**
 * Calls `look` until it gives something truthy and returns that.
 * @throws Error that names `what` and the last error of `look` when the time is up.
 */
export async function waitUntil<Value>(
  look: () => Value | Promise<Value>,
  options: WaitOptions = {},
): Promise<Exclude<Value, Missing>> {
  const { timeoutMs = 30_000, intervalMs = 20, what = look.toString(), signal } = options;
  const endsAt = performance.now() + timeoutMs;
  let lastError: unknown;
  for (;;) {
    signal?.throwIfAborted();
    try {
      const seen = await look();
      if (seen) return seen as Exclude<Value, Missing>;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() >= endsAt) {
      const because = lastError instanceof Error ? ` (last error: ${lastError.message})` : '';
      throw new Error(`waited ${timeoutMs} ms in vain for: ${what}${because}`);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, intervalMs);
    });
  }
}
