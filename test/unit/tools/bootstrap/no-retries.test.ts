/** A second try hides a race: no runner and no test file may ask for one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '#tools/bootstrap/paths.mjs';
import { SUITES } from '#tools/bootstrap/suites.mjs';
import playwrightConfig from '../../../../playwright.config.ts';
import vitestConfig from '../../../../vitest.config.ts';

interface Retrying {
  retry?: unknown;
  retries?: unknown;
}

/** The places of a configuration that would try again, or leave it to a default. */
function findRetries(levels: Record<string, Retrying>, key: 'retry' | 'retries'): string[] {
  return Object.entries(levels)
    .filter(([, level]) => level[key] !== 0)
    .map(([name, level]) => `${name}: ${String(level[key])}`);
}

// Written in pieces, so that this file does not find itself.
const WORDS = ['retries', 'retry'];
const ASKS = new RegExp(
  `(?:\\b(?:${WORDS.join('|')})\\s*:\\s*[1-9{]|--${WORDS[0]}\\b|--${WORDS[1]}\\b|\\.${WORDS[1]}\\(\\s*[1-9])`,
);

/** Lines of a test file that ask for another try. */
function findAsking(text: string): string[] {
  return text.split('\n').filter((line) => ASKS.test(line));
}

function listTests(): string[] {
  return readdirSync(join(repositoryRoot, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:test|spec)\.tsx?$/.test(name) && !name.endsWith('no-retries.test.ts'))
    .map((name) => join(repositoryRoot, 'test', name));
}

describe('no second tries', () => {
  it('vitest tries once, in the whole and in each project', () => {
    const config = vitestConfig as { test: Retrying & { projects: { test: Retrying & { name: string } }[] } };
    const levels = Object.fromEntries(config.test.projects.map(({ test }) => [test.name, test]));
    expect(Object.keys(levels)).toEqual(['unit', 'integration', 'long']);
    expect(findRetries({ whole: config.test, ...levels }, 'retry')).toEqual([]);
  });

  it('playwright tries once, in the whole and in each project', () => {
    const levels = Object.fromEntries(
      (playwrightConfig.projects ?? []).map((project) => [project.name ?? '', project]),
    );
    expect(Object.keys(levels)).toEqual(['e2e', 'security', 'packaging', 'long']);
    expect(findRetries({ whole: playwrightConfig, ...levels }, 'retries')).toEqual([]);
  });

  it('no test file and no suite command asks for another try', () => {
    const files = listTests();
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => findAsking(readFileSync(file, 'utf8')).length > 0)).toEqual([]);
    expect(findAsking(SUITES.map((suite) => suite.command.join(' ')).join('\n'))).toEqual([]);
  });

  it('control: a planted second try is found', () => {
    expect(findRetries({ whole: { retry: 0 }, unit: { retry: 2 }, other: {} }, 'retry')).toEqual([
      'unit: 2',
      'other: undefined',
    ]);
    const planted = [
      `test.describe.configure({ ${WORDS[0]}: 2 })`,
      `it('x', { ${WORDS[1]}: 3 }, run)`,
      `vitest run --${WORDS[1]} 2`,
      `test.${WORDS[1]}(2)`,
    ];
    expect(findAsking(planted.join('\n'))).toEqual(planted);
  });
});
