// @ts-check
/**
 * `npm run bench`, `npm run bench:breaks` and `npm run bench:roster`: provides and builds the real app, then runs the
 * measurements with the project's Node.
 */
import path from 'node:path';

import { findProjectNode, repositoryRoot } from './bootstrap/paths.mjs';
import { sayError } from './bootstrap/progress.mjs';
import { prepareApp, provision } from './bootstrap/provision.mjs';
import { runAttached } from './bootstrap/run.mjs';

process.exitCode = await main(process.argv.slice(2));

/** @param {string[]} args passed on */
async function main(args) {
  try {
    const { env, display, runAs } = await provision({ forTests: true });
    try {
      const isOther = args[0] === 'breaks' || args[0] === 'roster';
      const [folder, rest] = isOther ? [args[0] ?? '', args.slice(1)] : ['', args];
      const bench = path.join(repositoryRoot, 'test', 'bench', folder, 'run.ts');
      return await runAttached(findProjectNode(), [bench, ...rest], {
        env: { ...env, GAVEL_APP: await prepareApp(runAs) },
      });
    } finally {
      display.end();
    }
  } catch (error) {
    sayError(error);
    return 1;
  }
}
