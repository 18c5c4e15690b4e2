// @ts-check
/**
 * Prepares dist/app, the folder that is packed: the product's build, the one package with a native part, and a package.json
 * that says no more than Electron needs. Never touches `out`, which tests run.
 */
import fs from 'node:fs';
import path from 'node:path';

import { listFiles } from '../bootstrap/hash.mjs';
import { BootstrapError, say } from '../bootstrap/progress.mjs';
import { explainBuildFailure } from '../bootstrap/build.mjs';
import { runQuietly } from '../bootstrap/run.mjs';
import { listRuntimePackages } from '../bootstrap/staging.mjs';
import { nameEdition } from './package-arguments.mjs';

/**
 * @param {string} root
 * @param {{isProof: boolean}} options
 * @returns {Promise<{folder: string, productName: string, version: string}>}
 * @throws {BootstrapError} when the build fails
 */
export async function prepareAppFolder(root, { isProof }) {
  const folder = path.join(root, 'dist', 'app');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  say('package', 'building the product');
  const env = { ...process.env, GAVEL_BUILD: 'product' };
  const built = await runQuietly('npm', ['run', '--silent', 'build'], { cwd: root, env });
  if (built.code !== 0) throw explainBuildFailure(built.stdout + built.stderr);
  const { name, version, description, main, type, dependencies } = JSON.parse(
    fs.readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  const edition = nameEdition({ version, isProof });
  const described = { name, ...edition, description, author: 'Gavel', main, type, dependencies };
  fs.writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(described, undefined, 2)}\n`);
  for (const entry of listRuntimePackages(root)) {
    if (!isForThisSystem(entry)) continue;
    fs.cpSync(path.join(root, entry), path.join(folder, entry), { recursive: true, dereference: true });
  }
  return { folder, ...edition };
}

/** npm installs the native libraries of both C libraries on Linux; only the usual one is shipped. @param {string} entry */
function isForThisSystem(entry) {
  return !/linux-\w+-musl/.test(entry);
}

/**
 * All files of a folder as the allow-list names them.
 * @param {string} folder
 * @returns {string[]} relative, with slashes
 */
export function listNames(folder) {
  return listFiles(folder).map((file) => path.relative(folder, file).replaceAll(path.sep, '/'));
}

/** @param {string[]} findings */
export function explainFindings(findings) {
  return new BootstrapError(
    `The package is not what it must be:\n${findings.map((finding) => `  ${finding}`).join('\n')}`,
    'Repair what the lines above name; what may be in a package stands in tools/package/allow-list.mjs and docs/packaging.md.',
  );
}
