// @ts-check
/**
 * Checks what must be there before anything else can be fetched: Node and npm. Installs nothing.
 */
import { BootstrapError } from './progress.mjs';
import { findOnPath } from './run.mjs';

/** The oldest Node that can run these scripts and the install. */
export const MINIMUM_NODE_MAJOR = 20;

/**
 * `v20.20.2` → [20, 20, 2]; undefined for anything else. Also finds the number within longer text.
 * @param {string} text
 * @returns {[number, number, number] | undefined}
 */
export function parseVersion(text) {
  const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)] : undefined;
}

/**
 * @param {{nodeVersion?: string, findProgram?: (name: string) => string | undefined}} [given]
 * @throws {BootstrapError} when Node is too old or npm is missing
 */
export function checkPrerequisites({ nodeVersion = process.version, findProgram = findOnPath } = {}) {
  const major = parseVersion(nodeVersion)?.[0] ?? 0;
  if (major < MINIMUM_NODE_MAJOR) {
    throw new BootstrapError(
      `Node ${nodeVersion} is too old: Gavel needs Node ${MINIMUM_NODE_MAJOR} or newer to begin.`,
      'Install a current Node from https://nodejs.org or your package manager, then run the same command again.',
    );
  }
  if (!findProgram('npm')) {
    throw new BootstrapError(
      'npm was not found on the PATH: it installs what Gavel is built from.',
      'Install npm (it comes with Node from https://nodejs.org; on Debian: apt-get install npm), then run the same command again.',
    );
  }
}
