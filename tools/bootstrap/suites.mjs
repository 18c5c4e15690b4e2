// @ts-check
/**
 * The suites of `npm test` in their order: what each runs, and what it needs. Pure; runs nothing.
 */
import fs from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {'check' | 'build' | 'vitest' | 'playwright'} kind a check and the build count as one test each
 * @property {string[]} command to be found in node_modules/.bin; empty for the build
 * @property {boolean} [isLong] only with --all
 * @property {boolean} [needsApp] the built app, staged
 * @property {string} [beside] the suite at whose side it runs, where both are chosen: one core would be idle else
 */

/** @type {Suite[]} */
export const SUITES = [
  { name: 'format', kind: 'check', command: ['oxfmt', '--check', '.'], beside: 'unit' },
  { name: 'lint', kind: 'check', command: ['oxlint', '--type-aware'], beside: 'unit' },
  { name: 'types', kind: 'check', command: ['tsc', '--noEmit'], beside: 'unit' },
  { name: 'unit', kind: 'vitest', command: ['vitest', 'run', '--project', 'unit'] },
  { name: 'build', kind: 'build', command: [], needsApp: true },
  { name: 'integration', kind: 'vitest', command: ['vitest', 'run', '--project', 'integration'] },
  {
    name: 'security',
    kind: 'playwright',
    command: ['playwright', 'test', '--project', 'security'],
    needsApp: true,
    beside: 'integration',
  },
  {
    name: 'packaging',
    kind: 'playwright',
    command: ['playwright', 'test', '--project', 'packaging'],
    needsApp: true,
    beside: 'integration',
  },
  { name: 'e2e', kind: 'playwright', command: ['playwright', 'test', '--project', 'e2e'], needsApp: true },
  { name: 'long', kind: 'vitest', command: ['vitest', 'run', '--project', 'long'], isLong: true, needsApp: true },
  {
    name: 'long-e2e',
    kind: 'playwright',
    command: ['playwright', 'test', '--project', 'long'],
    isLong: true,
    needsApp: true,
  },
];

export const TEST_USAGE = `usage: npm test -- [options]

  --all           the long suites as well (presses in a moving list, breaks, closed rooms, scale, soak, Python worker)
  --only a,b      only these suites: ${SUITES.map((suite) => suite.name).join(', ')}
  --grep text     only tests whose name contains this
  --help          this text
`;

/**
 * @typedef {object} TestArguments
 * @property {'run'} kind
 * @property {boolean} hasLong
 * @property {string[]} only empty means all
 * @property {string | undefined} grep
 */

/**
 * @param {string[]} args
 * @returns {TestArguments | {kind: 'help'} | {kind: 'wrong', what: string}}
 */
export function parseTestArguments(args) {
  /** @type {TestArguments} */
  const parsed = { kind: 'run', hasLong: false, only: [], grep: undefined };
  for (let at = 0; at < args.length; at += 1) {
    const [name, inline] = splitOnce(args[at] ?? '');
    if (name === '--help' || name === '-h') return { kind: 'help' };
    if (name === '--all') parsed.hasLong = true;
    else if (name === '--only' || name === '--grep') {
      const value = inline ?? args[(at += 1)];
      if (!value) return { kind: 'wrong', what: `${name} needs a value` };
      if (name === '--grep') parsed.grep = value;
      else parsed.only = value.split(',').filter(Boolean);
    } else return { kind: 'wrong', what: `unknown option ${args[at]}` };
  }
  const unknown = parsed.only.filter((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown.length > 0) return { kind: 'wrong', what: `unknown suite ${unknown.join(', ')}` };
  return parsed;
}

/** @param {string} arg @returns {[string, string | undefined]} */
function splitOnce(arg) {
  const at = arg.indexOf('=');
  return at < 0 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)];
}

/**
 * The suites to run. Naming a long one asks for it; one that needs the app brings the build along.
 * @param {TestArguments} wanted
 * @returns {Suite[]}
 */
export function chooseSuites({ hasLong, only, grep }) {
  if (only.length === 0) {
    return SUITES.filter((suite) => (hasLong || !suite.isLong) && (grep === undefined || suite.kind !== 'check'));
  }
  const needsApp = SUITES.some((suite) => only.includes(suite.name) && suite.needsApp);
  return SUITES.filter((suite) => only.includes(suite.name) || (suite.name === 'build' && needsApp));
}

/**
 * What runs when: suites one after another, with those beside a chosen one in a row of their own at its side.
 * @param {Suite[]} suites
 * @returns {{suite: Suite, beside: Suite[]}[]}
 */
export function arrangeSuites(suites) {
  /** @param {Suite} suite */
  const hasHost = ({ beside }) => suites.some(({ name }) => name === beside);
  return suites
    .filter((suite) => !hasHost(suite))
    .map((suite) => ({ suite, beside: suites.filter(({ beside }) => beside === suite.name) }));
}

/**
 * The whole command of a suite that reports as JSON.
 * @param {Suite} suite
 * @param {{reportFile: string, grep: string | undefined}} options
 * @returns {string[]}
 */
export function completeCommand(suite, { reportFile, grep }) {
  if (suite.kind === 'vitest') {
    const filter = grep === undefined ? [] : ['--testNamePattern', escapePattern(grep)];
    return [...suite.command, '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, ...filter];
  }
  if (suite.kind === 'playwright') {
    // The report's place is given by PLAYWRIGHT_JSON_OUTPUT_FILE.
    const filter = grep === undefined ? [] : ['--grep', escapePattern(grep), '--pass-with-no-tests'];
    return [...suite.command, '--reporter=list,json', ...filter];
  }
  return suite.command;
}

/** @param {string} text */
function escapePattern(text) {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}

/**
 * Whether a long suite has any file yet. The others must have: an empty one fails.
 * @param {string} root
 * @param {Suite} suite
 */
export function hasFiles(root, suite) {
  if (!suite.isLong) return true;
  const ending = suite.kind === 'vitest' ? '.test.ts' : '.spec.ts';
  try {
    const names = fs.readdirSync(path.join(root, 'test', 'long'), { recursive: true });
    return names.some((name) => String(name).endsWith(ending));
  } catch {
    return false;
  }
}
