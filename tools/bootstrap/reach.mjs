// @ts-check
/**
 * Asks whether a download host can be reached, quickly, so that an unreachable one costs seconds and no hang.
 */

/** How long a host may take to answer before it counts as out of reach. */
export const REACH_LIMIT_MS = 2500;

/**
 * One HEAD request; redirects are followed, because the file often lies on another host.
 * @param {string} url
 * @param {{limitMs?: number, fetch?: typeof globalThis.fetch}} [options]
 * @returns {Promise<boolean>}
 */
export async function isReachable(url, { limitMs = REACH_LIMIT_MS, fetch = globalThis.fetch } = {}) {
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(limitMs) });
    return answer.ok;
  } catch {
    return false;
  }
}
