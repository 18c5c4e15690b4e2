import { describe, expect, it } from 'vitest';
import {
  arrangeSuites,
  chooseSuites,
  completeCommand,
  hasFiles,
  parseTestArguments,
  SUITES,
  type TestArguments,
} from '#tools/bootstrap/suites.mjs';

const usual: TestArguments = { kind: 'run', hasLong: false, only: [], grep: undefined };
const nameAll = (wanted: TestArguments) => chooseSuites(wanted).map((suite) => suite.name);

describe('parseTestArguments', () => {
  it('reads flags with and without an equals sign', () => {
    expect(parseTestArguments([])).toEqual(usual);
    expect(parseTestArguments(['--all', '--only', 'unit,e2e', '--grep=a b'])).toEqual({
      kind: 'run',
      hasLong: true,
      only: ['unit', 'e2e'],
      grep: 'a b',
    });
  });

  it('refuses what it does not know', () => {
    expect(parseTestArguments(['--fast'])).toEqual({ kind: 'wrong', what: 'unknown option --fast' });
    expect(parseTestArguments(['--only', 'e3e'])).toEqual({ kind: 'wrong', what: 'unknown suite e3e' });
    expect(parseTestArguments(['--grep'])).toEqual({ kind: 'wrong', what: '--grep needs a value' });
    expect(parseTestArguments(['--help'])).toEqual({ kind: 'help' });
  });
});

describe('chooseSuites', () => {
  it('runs everything but the long ones, in order', () => {
    expect(nameAll(usual)).toEqual([
      'format',
      'lint',
      'types',
      'unit',
      'build',
      'integration',
      'security',
      'packaging',
      'e2e',
    ]);
  });

  it('adds the long ones with --all', () => {
    expect(nameAll({ ...usual, hasLong: true })).toEqual(SUITES.map((suite) => suite.name));
  });

  it('builds for a chosen suite that needs the app', () => {
    expect(nameAll({ ...usual, only: ['e2e'] })).toEqual(['build', 'e2e']);
    expect(nameAll({ ...usual, only: ['unit'] })).toEqual(['unit']);
  });
});

describe('arrangeSuites', () => {
  const arrange = (wanted: TestArguments) =>
    arrangeSuites(chooseSuites(wanted)).map(({ suite, beside }) => [suite.name, ...beside.map(({ name }) => name)]);

  it('runs security and packaging at the side of integration, and everything once', () => {
    const rows = arrange(usual);
    expect(rows).toContainEqual(['integration', 'security', 'packaging']);
    expect(rows.flat().toSorted()).toEqual(nameAll(usual).toSorted());
  });

  it('runs them alone where integration is not chosen', () => {
    expect(arrange({ ...usual, only: ['security', 'unit'] })).toEqual([['unit'], ['build'], ['security']]);
  });
});

describe('completeCommand', () => {
  const find = (name: string) => SUITES.find((suite) => suite.name === name)!;

  it('asks each runner for a report and quotes the filter', () => {
    const wanted = { reportFile: '/tmp/r.json', grep: 'a (b)' };
    expect(completeCommand(find('unit'), wanted)).toEqual(
      expect.arrayContaining(['--reporter=json', '--outputFile.json=/tmp/r.json', '--testNamePattern', 'a \\(b\\)']),
    );
    expect(completeCommand(find('e2e'), wanted)).toEqual(
      expect.arrayContaining(['--reporter=list,json', '--grep', 'a \\(b\\)']),
    );
    expect(completeCommand(find('types'), wanted)).toEqual(['tsc', '--noEmit']);
  });
});

describe('hasFiles', () => {
  it('lets only long suites be empty', () => {
    expect(
      hasFiles(
        '/nowhere',
        SUITES.find((suite) => suite.name === 'e2e')!,
      ),
    ).toBe(true);
    expect(
      hasFiles(
        '/nowhere',
        SUITES.find((suite) => suite.name === 'long')!,
      ),
    ).toBe(false);
  });
});
