// @ts-check
/**
 * `npm start`: from a bare clone to Gavel open in front of a living demo room, or alone. Begins in plain Node without
 * dependencies; provides what is missing, then hands over to the demo and ends what it opened.
 */
import path from 'node:path';

import { listAppArguments } from './bootstrap/app-arguments.mjs';
import { findProjectNode, repositoryRoot } from './bootstrap/paths.mjs';
import { sayError } from './bootstrap/progress.mjs';
import { prepareApp, provision } from './bootstrap/provision.mjs';
import { runAttached } from './bootstrap/run.mjs';
import { keepScreenshot } from './bootstrap/screenshots.mjs';
import { parseStartArguments, START_USAGE } from './bootstrap/start-arguments.mjs';

process.exitCode = await main(process.argv.slice(2));

/** @param {string[]} args */
async function main(args) {
  const wanted = parseStartArguments(args);
  if (wanted.kind === 'help') {
    process.stdout.write(START_USAGE);
    return 0;
  }
  if (wanted.kind === 'wrong') {
    process.stderr.write(`${wanted.what}\n\n${START_USAGE}`);
    return 2;
  }
  try {
    const { env, electron, display, runAs } = await provision({ forTests: false, hasServer: wanted.kind === 'demo' });
    const app = await prepareApp(runAs);
    const stopScreenshots = keepScreenshot(display.framebuffer, path.join(repositoryRoot, 'out', 'screenshot.png'));
    try {
      if (wanted.kind === 'app') return await runAttached(electron, [app, ...listAppArguments(wanted.app)], { env });
      const demo = path.join(repositoryRoot, 'tools', 'demo', 'main.ts');
      const handover = [demo, '--electron', electron, '--app', app, ...wanted.demo];
      return await runAttached(findProjectNode(), handover, { env: { ...env, GAVEL_APP: app } });
    } finally {
      stopScreenshots();
      display.end();
    }
  } catch (error) {
    sayError(error);
    return 1;
  }
}
