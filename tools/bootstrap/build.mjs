// @ts-check
/**
 * Builds the app when its sources have changed since the last build. Knows the sources, not how they are built.
 */
import fs from 'node:fs';
import path from 'node:path';

import { hashTree } from './hash.mjs';
import { withLock } from './lock.mjs';
import { findCacheHome, nameClone } from './paths.mjs';
import { BootstrapError, formatDuration, say } from './progress.mjs';
import { runQuietly, takeLastLines } from './run.mjs';

const SOURCES = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'electron.vite.config.ts',
  'contract',
  'main',
  'preload',
  'renderer',
];
const STAMP = path.join('out', '.built-from');

/**
 * @param {string} root
 * @returns {Promise<void>}
 * @throws {BootstrapError} when the build fails
 */
export async function buildApp(root) {
  if (isBuilt(root, hashTree(root, SOURCES))) return;
  await withLock(path.join(findCacheHome(), 'locks'), `${nameClone(root)}-build`, () => build(root), { step: 'build' });
}

/** @param {string} root */
async function build(root) {
  const sources = hashTree(root, SOURCES); // before the build: what changes meanwhile counts as not built
  if (isBuilt(root, sources)) return;
  const startedAtMs = Date.now();
  say('build', 'building the app');
  fs.rmSync(path.join(root, STAMP), { force: true });
  const outcome = await runQuietly('npm', ['run', '--silent', 'build'], { cwd: root });
  if (outcome.code !== 0) throw explainBuildFailure(outcome.stdout + outcome.stderr);
  fs.writeFileSync(path.join(root, STAMP), sources);
  say('build', `done in ${formatDuration(Date.now() - startedAtMs)}`);
}

/**
 * @param {string} root
 * @param {string} sources
 */
function isBuilt(root, sources) {
  try {
    return (
      fs.readFileSync(path.join(root, STAMP), 'utf8') === sources &&
      fs.existsSync(path.join(root, 'out', 'main', 'index.js'))
    );
  } catch {
    return false;
  }
}

/** @param {string} output */
export function explainBuildFailure(output) {
  return new BootstrapError(
    `The build failed:\n${takeLastLines(output, 25)}`,
    'Repair what the lines above name; `npm run build` shows all of it.',
  );
}
