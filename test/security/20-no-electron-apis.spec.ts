/** Recommendation 20: a page gets two functions and plain data; nothing of Electron, not even an event. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readRuntime } from '#test/support/runtime';
import { ask, expect, test } from './support/fixtures.ts';

test('20. the bridge is two functions, frozen', async ({ gavel }) => {
  for (const page of Object.values(await gavel.openAll('ws://127.0.0.1:9'))) {
    const bridge = await page.evaluate(() => ({
      names: Object.keys(window.gavel ?? {}),
      types: Object.values(window.gavel ?? {}).map((member) => typeof member),
      isFrozen: Object.isFrozen(window.gavel),
      electronNames: ['ipcRenderer', 'electron', 'webFrame', 'contextBridge'].filter((name) => name in globalThis),
    }));
    expect(bridge).toEqual({
      names: ['request', 'listen'],
      types: ['function', 'function'],
      isFrozen: true,
      electronNames: [],
    });
  }
});

test('20. the preload is one small file, without Node and without the schema library', () => {
  const text = readFileSync(path.join(readRuntime().app, 'out', 'preload', 'index.cjs'), 'utf8');
  expect(text.match(/require\(["'][^"']+["']\)/g)).toEqual(['require("electron")']);
  expect(text.length).toBeLessThan(16_384);
  expect(text).not.toContain('safeParse');
});

test('20. a listener is given the payload alone, and only on channels of the table', async ({ gavel }) => {
  const { manager } = gavel;
  await manager.evaluate(() => {
    const heard: unknown[][] = [];
    Object.assign(globalThis, { heard });
    window.gavel?.listen('settings:changed', (...given: unknown[]) => void heard.push(given));
    // Not in the table: never heard of again.
    window.gavel?.listen('gavel:event' as 'settings:changed', (...given: unknown[]) => void heard.push(given));
  });
  expect(await ask(manager, 'settings:save', { theme: 'dark' })).toMatchObject({ ok: true });
  const readHeard = () => manager.evaluate(() => (globalThis as unknown as { heard: unknown[][] }).heard);
  await expect.poll(readHeard).toHaveLength(1);
  expect(await readHeard()).toEqual([[{ theme: 'dark', density: 'regular', panes: {}, folded: [], tabs: {} }]]);
});

test('20. control: the weak twin hands its page the way to every channel', async ({ twin }) => {
  expect(await twin.page.evaluate<unknown>("weak.ipcRenderer.invoke('weak:ask')")).toBe('answered');
});
