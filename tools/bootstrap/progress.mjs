// @ts-check
/**
 * Speaks to the person at the terminal: one `[step] text` line per event, with times, on stderr,
 * so that a wrapped command keeps stdout for itself. Must not decide anything.
 */

/** An expected failure: what cannot be had, and what the reader can do about it. */
export class BootstrapError extends Error {
  /**
   * @param {string} what cannot be had, in plain words
   * @param {string} cure what to do about it, ideally one command
   */
  constructor(what, cure) {
    super(what);
    this.name = 'BootstrapError';
    this.cure = cure;
  }
}

/** @param {number} durationMs */
export function formatDuration(durationMs) {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  const seconds = durationMs / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** @param {number} sizeBytes */
export function formatSize(sizeBytes) {
  return sizeBytes < 1_000_000 ? `${Math.ceil(sizeBytes / 1000)} kB` : `${Math.round(sizeBytes / 1_000_000)} MB`;
}

/**
 * @param {string} step short name of the step, e.g. `electron`
 * @param {string} text
 */
export function say(step, text) {
  process.stderr.write(`[${step}] ${text}\n`);
}

/**
 * Prints a line every few seconds while something long runs, so that silence never looks like a hang.
 * @param {string} step
 * @param {() => string} describe what has been reached so far; the time is added
 * @param {number} [intervalMs]
 * @returns {() => void} stops the lines
 */
export function keepSaying(step, describe, intervalMs = 5000) {
  const startedAtMs = Date.now();
  const timer = setInterval(
    () => say(step, `${describe()}, ${formatDuration(Date.now() - startedAtMs)} so far`),
    intervalMs,
  );
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Prints an error for a reader: the expected ones as what and cure, any other with its stack.
 * @param {unknown} error
 */
export function sayError(error) {
  if (error instanceof BootstrapError) {
    process.stderr.write(`\n[stopped] ${error.message}\n[cure]    ${error.cure}\n`);
  } else {
    process.stderr.write(`\n[stopped] ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
}
