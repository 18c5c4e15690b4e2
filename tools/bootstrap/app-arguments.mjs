// @ts-check
/**
 * What the app is started with besides its folder. Pure but for one look at the system.
 */
import { existsSync } from 'node:fs';

/**
 * @param {readonly string[]} wanted what the caller asked for; it comes last, so that it wins
 * @param {{platform?: NodeJS.Platform, hasGpu?: boolean}} [system]
 * @returns {string[]}
 */
export function listAppArguments(
  wanted,
  { platform = process.platform, hasGpu = platform !== 'linux' || existsSync('/dev/dri') } = {},
) {
  const gpu = hasGpu || wanted.includes('--disable-gpu') ? [] : ['--disable-gpu'];
  // Chromium's own complaints (no system bus, no GPU) would bury what the app says.
  return [...gpu, '--log-level=3', ...wanted];
}
