// @ts-check
/**
 * What electron-builder calls between unpacking the runtime and signing: takes out Electron's start page and sets fuses.
 */
import fs from 'node:fs';
import path from 'node:path';

import { setStatedFuses } from './fuses.mjs';
import { isProofVersion } from './package-arguments.mjs';

/** @param {import('electron-builder').AfterPackContext} context */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const { productFilename, version } = packager.appInfo;
  const isProof = isProofVersion(version);
  const resources =
    electronPlatformName === 'darwin'
      ? path.join(appOutDir, `${productFilename}.app`, 'Contents', 'Resources')
      : path.join(appOutDir, 'resources');
  // SECURITY: recommendation 19, the start page would load whatever folder it is given.
  fs.rmSync(path.join(resources, 'default_app.asar'), { force: true });
  if (isProof) fs.writeFileSync(path.join(resources, PROOF_STAMP), PROOF_TEXT);
  await setStatedFuses(path.join(appOutDir, nameExecutable(electronPlatformName, productFilename)), { isProof });
}

/** The file within `resources` that marks a proof. */
export const PROOF_STAMP = 'NOT FOR DISTRIBUTION.txt';
const PROOF_TEXT =
  'NOT FOR DISTRIBUTION\n\nMade with the development runtime (an older Electron), to prove on one machine that packaging works.\n';

/**
 * The executable, relative to the unpacked folder; on macOS the bundle, whose framework holds the fuses.
 * @param {string} platform
 * @param {string} productFilename
 */
export function nameExecutable(platform, productFilename) {
  if (platform === 'darwin') return `${productFilename}.app`;
  return platform === 'win32' ? `${productFilename}.exe` : 'gavel';
}
