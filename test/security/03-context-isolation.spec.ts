/** Recommendation 3: the preload's world and the page's are apart: the page can neither change nor watch the preload. */
import { expect, test } from './support/fixtures.ts';

test('3. a page that replaces built-in functions learns nothing from the preload', async ({ gavel }) => {
  for (const page of Object.values(await gavel.openAll('ws://127.0.0.1:9'))) {
    const { seen, isAnswered } = await page.evaluate(async () => {
      const original = Object.hasOwn;
      let count = 0;
      Object.hasOwn = (...given) => {
        count += 1;
        return original(...given);
      };
      // The bridge looks names up in its table with this very function.
      const result = await window.gavel?.request('app:read-info', {});
      Object.hasOwn = original;
      return { seen: count, isAnswered: result?.ok };
    });
    expect(isAnswered).toBe(true);
    expect(seen).toBe(0);
  }
});

test('3. a page cannot replace the bridge or its functions', async ({ gavel }) => {
  const isSame = await gavel.manager.evaluate(() => {
    const before = window.gavel;
    const request = before?.request;
    for (const change of [
      () => Object.assign(window, { gavel: {} }),
      () => Object.defineProperty(window, 'gavel', { value: {} }),
      () => Reflect.deleteProperty(window, 'gavel'),
      () => Object.assign(before ?? {}, { request: () => undefined }),
    ]) {
      try {
        change();
      } catch {
        // refused loudly is as good as refused silently
      }
    }
    return window.gavel === before && window.gavel?.request === request;
  });
  expect(isSame).toBe(true);
});

test("3. control: the weak twin's page watches its preload", async ({ twin }) => {
  const seen = await twin.page.evaluate<number>(`(async () => {
    const original = Object.hasOwn;
    let count = 0;
    Object.hasOwn = (...given) => { count += 1; return original(...given); };
    await weak.ask('weak:ask');
    Object.hasOwn = original;
    return count;
  })()`);
  expect(seen).toBeGreaterThan(0);
});
