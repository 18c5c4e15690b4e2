/**
 * Notices that this page did not run for a while, as on a computer that slept. What has queued up meanwhile looks as if it happened
 * now, so whoever hears something asks here first.
 */

export interface SleepWatch {
  /** To be called before anything that came in is used. */
  check(): void;
  dispose(): void;
}

/** LiveKit gives a session up that said nothing for so long; before that, what was held up is heard in order, and late. */
export const asleepMs = 15_000;
const tickMs = 1_000;

/**
 * @param deps.now the time of day: a clock that only counts while the computer is awake would tell nothing. One that is set
 * forward by as much costs a rejoin.
 * @param deps.onWake gets for how long nothing ran, ms.
 */
export function createSleepWatch(deps: { now: () => number; onWake: (sleptMs: number) => void }): SleepWatch {
  let awakeAtMs = deps.now();

  function check(): void {
    const sleptMs = deps.now() - awakeAtMs;
    awakeAtMs = deps.now();
    if (sleptMs > asleepMs) deps.onWake(sleptMs);
  }

  const timer = setInterval(check, tickMs);
  return { check, dispose: () => clearInterval(timer) };
}
