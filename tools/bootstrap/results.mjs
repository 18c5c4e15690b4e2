// @ts-check
/**
 * Counts what a suite's runner reported, and words the closing line. Pure. A runner that crashed or ran nothing counts
 * as failed: silence is never success.
 */

/**
 * @typedef {object} Results
 * @property {number} passed
 * @property {string[]} failed names, or what went wrong
 * @property {string[]} skipped names of tests
 */

/**
 * Reads Vitest's JSON report.
 * @param {unknown} report undefined when there is none
 * @param {{root: string, hasFilter: boolean}} options with a filter Vitest reports the others as skipped: they are left out
 * @returns {Results}
 */
export function countVitest(report, { root, hasFilter }) {
  const files = /** @type {any} */ (report)?.testResults;
  if (!Array.isArray(files)) return { passed: 0, failed: ['the runner left no report'], skipped: [] };
  /** @type {Results} */
  const results = { passed: 0, failed: [], skipped: [] };
  for (const file of files) {
    const name = relate(root, file.name);
    const tests = file.assertionResults ?? [];
    for (const test of tests) {
      const title = `${name} › ${[...test.ancestorTitles, test.title].filter(Boolean).join(' › ')}`;
      if (test.status === 'passed') results.passed += 1;
      else if (test.status === 'failed') results.failed.push(title);
      else if (!hasFilter) results.skipped.push(title);
    }
    const hasNamedFailure = tests.some((/** @type {{status: string}} */ test) => test.status === 'failed');
    if (file.status === 'failed' && !hasNamedFailure) results.failed.push(`${name} (could not be run)`);
  }
  return results;
}

/**
 * Reads Playwright's JSON report.
 * @param {unknown} report undefined when there is none
 * @returns {Results}
 */
export function countPlaywright(report) {
  const top = /** @type {any} */ (report);
  if (!Array.isArray(top?.suites)) return { passed: 0, failed: ['the runner left no report'], skipped: [] };
  /** @type {Results} */
  const results = { passed: 0, failed: [], skipped: [] };
  for (const suite of top.suites) visitSuite(suite, [], results);
  for (const error of top.errors ?? []) results.failed.push(firstLine(error.message ?? 'an error outside any test'));
  return results;
}

/** @param {any} suite @param {string[]} titles @param {Results} results */
function visitSuite(suite, titles, results) {
  const path = [...titles, suite.title];
  for (const spec of suite.specs ?? []) {
    const title = [...path, spec.title].join(' › ');
    for (const test of spec.tests ?? []) {
      if (test.status === 'expected') results.passed += 1;
      else if (test.status === 'skipped') results.skipped.push(title);
      else results.failed.push(title); // 'unexpected', and 'flaky' too: a second try is no success
    }
  }
  for (const inner of suite.suites ?? []) visitSuite(inner, path, results);
}

/**
 * Puts the runner's exit code beside what it reported.
 * @param {Results} results
 * @param {{exitCode: number, hasFilter: boolean}} run
 * @returns {Results}
 */
export function judgeRun(results, { exitCode, hasFilter }) {
  const count = results.passed + results.failed.length + results.skipped.length;
  if (count === 0 && hasFilter) return results; // nothing of this suite was asked for
  if (count === 0) return { ...results, failed: ['the suite ran no tests'] };
  if (exitCode !== 0 && results.failed.length === 0)
    return { ...results, failed: [`the runner ended with code ${exitCode}`] };
  return results;
}

/**
 * Lets only the listed skips pass.
 * @param {string} suite
 * @param {Results} results
 * @param {{suite: string, test: string, reason: string}[]} list
 * @returns {Results} any other skip is a failure and named
 */
export function judgeSkips(suite, results, list) {
  /** @type {Results} */
  const judged = { ...results, failed: [...results.failed], skipped: [] };
  for (const test of results.skipped) {
    if (list.some((entry) => entry.suite === suite && entry.test === test)) judged.skipped.push(test);
    else judged.failed.push(`${test} (skipped, and not on the list of skips)`);
  }
  return judged;
}

/**
 * @param {unknown} value the parsed list of skips
 * @returns {{suite: string, test: string, reason: string}[]}
 * @throws {Error} when an entry lacks a part or a reason
 */
export function readSkips(value) {
  if (!Array.isArray(value)) throw new Error('the list of skips is not a list');
  for (const entry of value) {
    for (const part of ['suite', 'test', 'reason']) {
      if (typeof entry?.[part] !== 'string' || entry[part].trim() === '') {
        throw new Error(`an entry of the list of skips has no ${part}: ${JSON.stringify(entry)}`);
      }
    }
  }
  return value;
}

/**
 * @param {Results[]} all
 * @returns {string} exactly `N passed, N failed, N skipped`
 */
export function wordClosingLine(all) {
  const passed = all.reduce((sum, results) => sum + results.passed, 0);
  const failed = all.reduce((sum, results) => sum + results.failed.length, 0);
  const skipped = all.reduce((sum, results) => sum + results.skipped.length, 0);
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** @param {string} root @param {string} file */
function relate(root, file) {
  return file.startsWith(root) ? file.slice(root.length).replace(/^[\\/]/, '') : file;
}

/** @param {string} text */
function firstLine(text) {
  return text.split('\n')[0] ?? text;
}
