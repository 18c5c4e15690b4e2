// @ts-check
/**
 * What `npm run package -- …` understands, and which runtime may be packaged. Pure.
 */
import { BootstrapError } from '../bootstrap/progress.mjs';

export const PACKAGE_USAGE = `usage: npm run package -- [options]

Makes the installers of this system in dist/packages and checks what is in them.

  --dir      only the unpacked folder, no installers
  --proof    may use the development runtime; the result is stamped NOT FOR DISTRIBUTION (implies --dir)
  --help     this text
`;

const PROOF_SUFFIX = '-proof';

/**
 * @typedef {object} PackageWish
 * @property {'run'} kind
 * @property {boolean} isProof
 * @property {boolean} isFolderOnly
 */

/**
 * @param {string[]} args
 * @returns {PackageWish | {kind: 'help'} | {kind: 'wrong', what: string}}
 */
export function parsePackageArguments(args) {
  /** @type {PackageWish} */
  const wish = { kind: 'run', isProof: false, isFolderOnly: false };
  for (const arg of args) {
    if (arg === '--help' || arg === '-h') return { kind: 'help' };
    if (arg === '--dir') wish.isFolderOnly = true;
    else if (arg === '--proof') {
      wish.isProof = true;
      wish.isFolderOnly = true;
    } else return { kind: 'wrong', what: `unknown option ${arg}` };
  }
  return wish;
}

/**
 * @param {import('../bootstrap/electron.mjs').ElectronRuntime} runtime
 * @param {{pinnedVersion: string, isProof: boolean}} wanted
 * @throws {BootstrapError} when this runtime must not be packaged
 */
export function checkRuntime(runtime, { pinnedVersion, isProof }) {
  if (isProof) return;
  const cure = `Run the command where Electron ${pinnedVersion} can be downloaded (or set ELECTRON_MIRROR). To see only whether packaging works: npm run package -- --proof`;
  // SECURITY: a third party's repack of an old Electron must never reach a user.
  if (runtime.kind === 'fallback') {
    throw new BootstrapError(
      `Electron ${runtime.version} here is the development fallback. It is never packaged for users.`,
      cure,
    );
  }
  if (runtime.version !== pinnedVersion) {
    throw new BootstrapError(`Electron ${runtime.version} is not the product's, which is ${pinnedVersion}.`, cure);
  }
}

/** A proof's name and version differ, so that it keeps its own data and is never mistaken. @param {{version: string, isProof: boolean}} given */
export function nameEdition({ version, isProof }) {
  return isProof
    ? { productName: 'Gavel Proof', version: `${version}${PROOF_SUFFIX}` }
    : { productName: 'Gavel', version };
}

/** @param {string} version */
export function isProofVersion(version) {
  return version.endsWith(PROOF_SUFFIX);
}
