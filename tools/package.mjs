// @ts-check
/**
 * `npm run package`: from a clone to the installers of this system. Begins in plain Node without dependencies; provides
 * the runtime, refuses one that must not be shipped, and hands over to package/make.mjs.
 */
import fs from 'node:fs';
import path from 'node:path';

import { installDependencies } from './bootstrap/dependencies.mjs';
import { obtainElectron } from './bootstrap/electron.mjs';
import { findProjectNode, repositoryRoot } from './bootstrap/paths.mjs';
import { checkPrerequisites } from './bootstrap/prerequisites.mjs';
import { sayError } from './bootstrap/progress.mjs';
import { runAttached } from './bootstrap/run.mjs';
import { checkRuntime, PACKAGE_USAGE, parsePackageArguments } from './package/package-arguments.mjs';

process.exitCode = await main(process.argv.slice(2));

/** @param {string[]} args */
async function main(args) {
  const wish = parsePackageArguments(args);
  if (wish.kind === 'help') {
    process.stdout.write(PACKAGE_USAGE);
    return 0;
  }
  if (wish.kind === 'wrong') {
    process.stderr.write(`${wish.what}\n\n${PACKAGE_USAGE}`);
    return 2;
  }
  try {
    checkPrerequisites();
    await installDependencies(repositoryRoot);
    const runtime = await obtainElectron(repositoryRoot);
    checkRuntime(runtime, { pinnedVersion: readPinnedVersion(), isProof: wish.isProof });
    const make = path.join(repositoryRoot, 'tools', 'package', 'make.mjs');
    // By environment, because Windows' shell would take the quotes of an argument for its own.
    const env = { ...process.env, GAVEL_PACKAGE: JSON.stringify({ ...wish, runtime }) };
    return await runAttached(findProjectNode(), [make], { cwd: repositoryRoot, env });
  } catch (error) {
    sayError(error);
    return 1;
  }
}

function readPinnedVersion() {
  const { devDependencies } = JSON.parse(fs.readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8'));
  return devDependencies.electron;
}
