// @ts-check
/**
 * Runs one command with everything provisioned:  node tools/bootstrap/env.mjs [--no-build] -- <command> [arguments]
 * Without a command it provisions and prints the variables that tests read.
 */
import { prepareApp, provision } from './provision.mjs';
import { sayError } from './progress.mjs';
import { runAttached } from './run.mjs';

const USAGE = 'usage: node tools/bootstrap/env.mjs [--no-build] [-- <command> [arguments]]\n';

process.exitCode = await main(process.argv.slice(2));

/** @param {string[]} args */
async function main(args) {
  const split = args.indexOf('--');
  const flags = split < 0 ? args : args.slice(0, split);
  const [command, ...rest] = split < 0 ? [] : args.slice(split + 1);
  if (flags.some((flag) => flag !== '--no-build')) {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    const { env, display, runAs } = await provision({ forTests: true, hasScreen: command !== undefined });
    try {
      env['GAVEL_APP'] = await prepareApp(runAs, { hasBuild: !flags.includes('--no-build') });
      if (command !== undefined) return await runAttached(command, rest, { env });
      const lines = Object.entries(env)
        .filter(([name]) => name.startsWith('GAVEL_'))
        .map(([name, value]) => `${name}=${value}\n`);
      process.stdout.write(lines.join(''));
      return 0;
    } finally {
      display.end();
    }
  } catch (error) {
    sayError(error);
    return 1;
  }
}
