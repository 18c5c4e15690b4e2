/** Recommendation 2: no page can reach Node. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';

const names = ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'setImmediate'];

function findNodeNames(page: Page): Promise<string[]> {
  return page.evaluate((candidates) => candidates.filter((name) => name in globalThis), names);
}

test('2. no window has Node', async ({ gavel }) => {
  for (const page of Object.values(await gavel.openAll('ws://127.0.0.1:9'))) {
    expect(await findNodeNames(page)).toEqual([]);
  }
});

test('2. control: the weak twin has Node and reads files with it', async ({ twin }) => {
  expect(await findNodeNames(twin.page)).toEqual(expect.arrayContaining(['require', 'process', 'module', 'Buffer']));
  const text = await twin.page.evaluate<string>("require('node:fs').readFileSync('/etc/passwd', 'utf8')");
  expect(text).toContain('root:');
});
