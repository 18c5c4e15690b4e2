import { describe, expect, it } from 'vitest';
import {
  countPlaywright,
  countVitest,
  judgeRun,
  judgeSkips,
  readSkips,
  wordClosingLine,
} from '#tools/bootstrap/results.mjs';

const options = { root: '/home/somebody/gavel', hasFilter: false };
const vitestTest = (title: string, status: string) => ({ ancestorTitles: ['group'], title, status });

describe('countVitest', () => {
  it('counts passed, failed and skipped tests, with names', () => {
    const tests = [
      vitestTest('a', 'passed'),
      vitestTest('b', 'failed'),
      vitestTest('c', 'skipped'),
      vitestTest('d', 'todo'),
    ];
    const report = {
      testResults: [{ name: '/home/somebody/gavel/test/unit/x.test.ts', status: 'failed', assertionResults: tests }],
    };
    expect(countVitest(report, options)).toEqual({
      passed: 1,
      failed: ['test/unit/x.test.ts › group › b'],
      skipped: ['test/unit/x.test.ts › group › c', 'test/unit/x.test.ts › group › d'],
    });
  });

  it('counts a file that could not be loaded as failed', () => {
    const report = {
      testResults: [{ name: '/home/somebody/gavel/test/unit/x.test.ts', status: 'failed', assertionResults: [] }],
    };
    expect(countVitest(report, options).failed).toEqual(['test/unit/x.test.ts (could not be run)']);
  });

  it('leaves out what a filter did not ask for', () => {
    const report = { testResults: [{ name: 'x', status: 'passed', assertionResults: [vitestTest('c', 'skipped')] }] };
    expect(countVitest(report, { ...options, hasFilter: true }).skipped).toEqual([]);
  });

  it('counts a missing or foreign report as failed', () => {
    expect(countVitest(undefined, options).failed).toEqual(['the runner left no report']);
    expect(countVitest({}, options).failed).toEqual(['the runner left no report']);
  });
});

describe('countPlaywright', () => {
  const spec = (title: string, status: string) => ({ title, tests: [{ status }] });

  it('walks into groups; a flaky test is a failed one', () => {
    const inner = { title: 'group', specs: [spec('c', 'skipped'), spec('d', 'flaky')] };
    const report = {
      errors: [],
      suites: [{ title: 'x.spec.ts', specs: [spec('a', 'expected'), spec('b', 'unexpected')], suites: [inner] }],
    };
    expect(countPlaywright(report)).toEqual({
      passed: 1,
      failed: ['x.spec.ts › b', 'x.spec.ts › group › d'],
      skipped: ['x.spec.ts › group › c'],
    });
  });

  it('counts errors outside tests and a missing report as failed', () => {
    expect(countPlaywright({ suites: [], errors: [{ message: 'boom\nat x' }] }).failed).toEqual(['boom']);
    expect(countPlaywright(undefined).failed).toEqual(['the runner left no report']);
  });
});

describe('judgeRun', () => {
  const none = { passed: 0, failed: [], skipped: [] };
  const one = { passed: 1, failed: [], skipped: [] };

  it('fails a suite that ran nothing, unless a filter asked for nothing of it', () => {
    expect(judgeRun(none, { exitCode: 0, hasFilter: false }).failed).toEqual(['the suite ran no tests']);
    expect(judgeRun(none, { exitCode: 1, hasFilter: true }).failed).toEqual([]);
  });

  it('fails a runner that ended badly although its tests passed', () => {
    expect(judgeRun(one, { exitCode: 134, hasFilter: false }).failed).toEqual(['the runner ended with code 134']);
    expect(judgeRun(one, { exitCode: 0, hasFilter: false })).toEqual(one);
  });
});

describe('judgeSkips', () => {
  const results = { passed: 2, failed: [], skipped: ['x › listed', 'x › new'] };
  const list = [{ suite: 'e2e', test: 'x › listed', reason: 'needs a phone line' }];

  it('lets a listed skip pass and fails any other by name', () => {
    expect(judgeSkips('e2e', results, list)).toEqual({
      passed: 2,
      failed: ['x › new (skipped, and not on the list of skips)'],
      skipped: ['x › listed'],
    });
  });

  it('lets an entry count for its own suite only', () => {
    expect(judgeSkips('security', results, list).failed).toHaveLength(2);
  });
});

describe('readSkips', () => {
  it('takes a complete list and refuses an entry without a reason', () => {
    expect(readSkips([])).toEqual([]);
    expect(() => readSkips([{ suite: 'e2e', test: 'x', reason: ' ' }])).toThrow('no reason');
    expect(() => readSkips({})).toThrow('not a list');
  });
});

describe('wordClosingLine', () => {
  it('sums all suites into exactly one form', () => {
    const first = { passed: 10, failed: [], skipped: ['a'] };
    const second = { passed: 3, failed: ['b', 'c'], skipped: [] };
    expect(wordClosingLine([first, second])).toBe('13 passed, 2 failed, 1 skipped');
    expect(wordClosingLine([])).toBe('0 passed, 0 failed, 0 skipped');
  });
});
