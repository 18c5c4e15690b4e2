// @ts-check
/**
 * Looks at an unpacked package as its user would get it, and says everything that is not as stated. Changes nothing.
 */
import fs from 'node:fs';
import path from 'node:path';
import { extractFile, listPackage } from '@electron/asar';

import { nameExecutable, PROOF_STAMP } from './after-pack.mjs';
import { judgeAsarNames, judgeFolderNames, judgeText } from './allow-list.mjs';
import { listNames } from './app-folder.mjs';
import { compareFuses, readFuses } from './fuses.mjs';
import { judgeSizes } from './sizes.mjs';

/**
 * @typedef {object} PackageReport
 * @property {string[]} findings empty when all is as stated
 * @property {Record<string, boolean>} fuses as read back
 * @property {{asar: number, nativeLibrary: number, unpacked: number}} sizes in bytes
 */

/**
 * @param {string} folder the unpacked package
 * @param {{runtimeDist: string, isProof: boolean, productName: string, platform?: NodeJS.Platform}} made
 * @returns {Promise<PackageReport>}
 */
export async function checkPackage(folder, { runtimeDist, isProof, productName, platform = process.platform }) {
  const names = listNames(folder);
  const executable = nameExecutable(platform, productName);
  const resources = platform === 'darwin' ? `${productName}.app/Contents/Resources` : 'resources';
  const archive = path.join(folder, resources, 'app.asar');
  const asarNames = listAsarFiles(archive);
  const fuses = await readFuses(path.join(folder, executable));
  const unpackedNames = names.filter((name) => name.startsWith(`${resources}/app.asar.unpacked/`));
  const sizes = {
    asar: fs.statSync(archive).size,
    nativeLibrary: sumSizes(folder, unpackedNames),
    unpacked: sumSizes(folder, names),
  };
  const findings = [
    ...judgeAsarNames(asarNames),
    // A bundle's own layout is made by electron-builder from other names; there only what is ours is compared.
    ...(platform === 'darwin' ? [] : judgeFolder(names, { runtimeDist, executable, resources, isProof })),
    ...(names.some((name) => name.endsWith('default_app.asar')) ? ['default_app.asar is still there'] : []),
    ...asarNames
      .filter((name) => /^(out\/.*\.(js|cjs|html|css)|package\.json)$/.test(name))
      .flatMap((name) => judgeText(name, extractFile(archive, path.normalize(name)).toString('utf8'))),
    ...judgeDescription(JSON.parse(extractFile(archive, 'package.json').toString('utf8')), { isProof, productName }),
    ...compareFuses(fuses, { isProof }),
    ...judgeSizes(sizes),
  ];
  return { findings, fuses, sizes };
}

/** @param {string[]} names @param {{runtimeDist: string, executable: string, resources: string, isProof: boolean}} made */
function judgeFolder(names, { runtimeDist, executable, resources, isProof }) {
  const runtimeNames = new Set(listNames(runtimeDist).filter((name) => !name.startsWith(`${resources}/`)));
  // electron-builder names Electron's licence for what it is.
  runtimeNames.add('LICENSE.electron.txt');
  return judgeFolderNames(names, {
    runtimeNames,
    executable,
    resources,
    stamp: isProof ? PROOF_STAMP : undefined,
  });
}

/**
 * @param {{version: string, productName: string, main: string}} description
 * @param {{isProof: boolean, productName: string}} made
 */
function judgeDescription({ version, productName }, made) {
  const findings = [];
  if (version.endsWith('-proof') !== made.isProof) findings.push(`package.json says version ${version}`);
  if (productName !== made.productName) findings.push(`package.json says product ${productName}`);
  return findings;
}

/** @param {string} archive */
function listAsarFiles(archive) {
  const entries = listPackage(archive, { isPack: false }).map((name) => name.replaceAll('\\', '/').replace(/^\//, ''));
  // The list names folders as well.
  return entries.filter((name) => !entries.some((other) => other.startsWith(`${name}/`)));
}

/** @param {string} folder @param {string[]} names */
function sumSizes(folder, names) {
  return names.reduce((sum, name) => sum + fs.statSync(path.join(folder, name)).size, 0);
}
