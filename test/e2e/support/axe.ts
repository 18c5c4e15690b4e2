/** Lets axe look at a page as it stands. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What is wrong, a line for each rule and element; empty where axe finds nothing.
 * @param within looks at a part alone, which takes less time
 * @param rules what is looked for, of axe's rules and tags
 */
export async function listViolations(page: Page, within?: string, rules = everyRule): Promise<string[]> {
  // The page's policy allows no foreign script; what the debugger evaluates is outside of it.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const { violations } = await page.evaluate(
    ([part, runOnly]) =>
      (globalThis as unknown as { axe: { run(at: unknown, options: object): Promise<AxeResults> } }).axe.run(
        part ?? document,
        {
          resultTypes: ['violations'],
          runOnly,
        },
      ),
    [within, rules] as const,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map((node) => `${id}: ${help} — ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`),
  );
}
