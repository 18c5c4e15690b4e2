// @ts-check
/**
 * `npm test`: provides everything, runs the suites in order, prints each one's time, and ends with the one closing line.
 * Begins in plain Node without dependencies. What a suite is stands in bootstrap/suites.mjs.
 */
import fs from 'node:fs';
import path from 'node:path';

import { repositoryRoot } from './bootstrap/paths.mjs';
import { formatDuration, sayError } from './bootstrap/progress.mjs';
import { prepareApp, provision } from './bootstrap/provision.mjs';
import {
  countPlaywright,
  countVitest,
  judgeRun,
  judgeSkips,
  readSkips,
  wordClosingLine,
} from './bootstrap/results.mjs';
import { runAttached } from './bootstrap/run.mjs';
import {
  arrangeSuites,
  chooseSuites,
  completeCommand,
  hasFiles,
  parseTestArguments,
  TEST_USAGE,
} from './bootstrap/suites.mjs';

/** What a whole run may take on two cores with warm caches. */
const BUDGET_MS = { usual: 12 * 60_000, withLong: 70 * 60_000 };
const REPORTS = path.join(repositoryRoot, 'test-results', 'reports');

process.exitCode = await main(process.argv.slice(2));

/** @param {string[]} args */
async function main(args) {
  const wanted = parseTestArguments(args);
  if (wanted.kind === 'help') {
    process.stdout.write(TEST_USAGE);
    return 0;
  }
  if (wanted.kind === 'wrong') {
    process.stderr.write(`${wanted.what}\n\n${TEST_USAGE}`);
    return 2;
  }
  const startedAtMs = Date.now();
  /** @type {{name: string, durationMs: number, results: import('./bootstrap/results.mjs').Results}[]} */
  const done = [];
  let runtimeName = 'none';
  let isInterrupted = false;
  process.once('SIGINT', () => {
    isInterrupted = true;
  });
  try {
    const skips = readSkips(JSON.parse(fs.readFileSync(path.join(repositoryRoot, 'tools', 'skips.json'), 'utf8')));
    const provided = await provision({ forTests: true });
    runtimeName = `Electron ${provided.runtime.version}, ${provided.runtime.kind === 'product' ? 'the product' : 'the development fallback'}`;
    done.push({
      name: 'provisioning',
      durationMs: Date.now() - startedAtMs,
      results: { passed: 0, failed: [], skipped: [] },
    });
    fs.rmSync(REPORTS, { recursive: true, force: true });
    fs.mkdirSync(REPORTS, { recursive: true });
    try {
      for (const { suite, beside } of arrangeSuites(chooseSuites(wanted))) {
        /** @type {string[]} */
        const words = [];
        if (beside.length > 0)
          process.stdout.write(`\n── beside the next: ${beside.map(({ name }) => name).join(', ')}\n`);
        const run = { wanted, provided, skips, done, isInterrupted: () => isInterrupted };
        await Promise.all([runSuites([suite], run), runSuites(beside, { ...run, keep: (text) => words.push(text) })]);
        // What ran at its side is told after it, so that each is read in one piece.
        process.stdout.write(words.join(''));
      }
    } finally {
      provided.display.end();
    }
  } catch (error) {
    sayError(error);
    const what = error instanceof Error ? error.message : String(error);
    done.push({ name: 'the run itself', durationMs: 0, results: { passed: 0, failed: [what], skipped: [] } });
  }
  if (wanted.grep !== undefined && done.every(({ results }) => results.passed + results.failed.length === 0)) {
    done.push({
      name: 'the run itself',
      durationMs: 0,
      results: { passed: 0, failed: [`no test's name contains ${wanted.grep}`], skipped: [] },
    });
  }
  return close(done, runtimeName, {
    durationMs: Date.now() - startedAtMs,
    budgetMs: wanted.hasLong ? BUDGET_MS.withLong : BUDGET_MS.usual,
  });
}

/**
 * @typedef {object} Run
 * @property {import('./bootstrap/suites.mjs').TestArguments} wanted
 * @property {import('./bootstrap/provision.mjs').Provision} provided
 * @property {ReturnType<typeof readSkips>} skips
 * @property {{name: string, durationMs: number, results: import('./bootstrap/results.mjs').Results}[]} done
 * @property {() => boolean} isInterrupted
 * @property {(text: string) => void} [keep] takes what is said, instead of the terminal
 */

/**
 * Runs suites one after another and adds their results to `done`.
 * @param {import('./bootstrap/suites.mjs').Suite[]} suites
 * @param {Run} run
 */
async function runSuites(suites, { wanted, provided, skips, done, isInterrupted, keep }) {
  /** @param {string} text */
  const tell = (text) => (keep ? keep(text) : process.stdout.write(text));
  for (const suite of suites) {
    if (isInterrupted()) throw new Error(`interrupted before ${suite.name}`);
    if (!hasFiles(repositoryRoot, suite)) {
      tell(`\n── ${suite.name}: no files yet\n`);
      continue;
    }
    tell(`\n── ${suite.name}\n`);
    const startedAtMs = Date.now();
    const results = judgeSkips(suite.name, await runSuite(suite, provided, wanted.grep, keep), skips);
    const durationMs = Date.now() - startedAtMs;
    done.push({ name: suite.name, durationMs, results });
    tell(`── ${suite.name}: ${wordClosingLine([results])} in ${formatDuration(durationMs)}\n`);
  }
}

/**
 * @param {import('./bootstrap/suites.mjs').Suite} suite
 * @param {import('./bootstrap/provision.mjs').Provision} provided its env learns of the app once that is built
 * @param {string | undefined} grep
 * @param {((text: string) => void) | undefined} onOutput
 * @returns {Promise<import('./bootstrap/results.mjs').Results>}
 */
async function runSuite(suite, provided, grep, onOutput) {
  if (suite.kind === 'build') {
    try {
      provided.env['GAVEL_APP'] = await prepareApp(provided.runAs);
      return { passed: 1, failed: [], skipped: [] };
    } catch (error) {
      sayError(error);
      return { passed: 0, failed: ['the app could not be built'], skipped: [] };
    }
  }
  if (suite.needsApp && !provided.env['GAVEL_APP'])
    return { passed: 0, failed: ['not run: there is no built app'], skipped: [] };
  const reportFile = path.join(REPORTS, `${suite.name}.json`);
  const [command = '', ...args] = completeCommand(suite, { reportFile, grep });
  const ending = process.platform === 'win32' ? '.cmd' : '';
  const exitCode = await runAttached(path.join(repositoryRoot, 'node_modules', '.bin', command + ending), args, {
    cwd: repositoryRoot,
    env: { ...provided.env, PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile },
    ...(onOutput ? { onOutput } : {}),
  });
  if (suite.kind === 'check') {
    return exitCode === 0
      ? { passed: 1, failed: [], skipped: [] }
      : { passed: 0, failed: [`${command} found something`], skipped: [] };
  }
  const report = readReport(reportFile);
  const hasFilter = grep !== undefined;
  const counted =
    suite.kind === 'vitest' ? countVitest(report, { root: repositoryRoot, hasFilter }) : countPlaywright(report);
  return judgeRun(counted, { exitCode, hasFilter });
}

/** @param {string} file @returns {unknown} */
function readReport(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {{name: string, durationMs: number, results: import('./bootstrap/results.mjs').Results}[]} done
 * @param {string} runtimeName
 * @param {{durationMs: number, budgetMs: number}} time
 * @returns {number} the exit code
 */
function close(done, runtimeName, { durationMs, budgetMs }) {
  const lines = [
    '',
    `runtime: ${runtimeName}`,
    `times: ${done.map((suite) => `${suite.name} ${formatDuration(suite.durationMs)}`).join(', ')}`,
  ];
  const verdict = durationMs <= budgetMs ? 'within' : 'OVER';
  lines.push(`total: ${formatDuration(durationMs)}, ${verdict} the budget of ${formatDuration(budgetMs)}`);
  for (const { name, results } of done) {
    for (const test of results.skipped) lines.push(`skipped: ${name}: ${test}`);
    for (const failure of results.failed) lines.push(`FAILED: ${name}: ${failure}`);
  }
  const all = done.map(({ results }) => results);
  process.stdout.write(`${lines.join('\n')}\n${wordClosingLine(all)}\n`);
  return all.some((results) => results.failed.length > 0) ? 1 : 0;
}
