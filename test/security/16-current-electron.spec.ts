/** Recommendation 16: the Electron that is shipped is current and pinned to the digit; which one ran here is printed. */
import { readFileSync } from 'node:fs';
import { readRuntime } from '#test/support/runtime';
import { expect, test } from './support/fixtures.ts';

const pinned = '45.4.1';

test('16. Electron is pinned to the exact version, and the runtime of this run is told', async ({ gavel }) => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    devDependencies: Record<string, string>;
    dependencies: Record<string, string>;
  };
  expect(manifest.devDependencies['electron']).toBe(pinned);
  expect(manifest.dependencies['electron']).toBeUndefined();

  const runtime = readRuntime();
  const versions = await gavel.app.evaluate(() => ({ ...process.versions }));
  const told = `Electron ${versions['electron']}, Chromium ${versions['chrome']}, Node ${versions['node']} (${runtime.kind})`;
  console.log(`runtime: ${told}`);
  test.info().annotations.push({ type: 'runtime', description: told });
  expect(versions['electron']).toBe(runtime.version);
  // The fallback is for development and tests only; where the product runs, it is the pinned one.
  expect([pinned, runtime.kind === 'fallback' ? versions['electron'] : pinned]).toContain(versions['electron']);
});
