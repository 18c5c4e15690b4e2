/**
 * How Playwright runs the specs in real Electron, each of which brings an app, a server and people: those of e2e two at a
 * time where there is a screen for each, all others one at a time.
 */
import { defineConfig } from '@playwright/test';

const secondDisplay = process.env['GAVEL_SECOND_DISPLAY'];
// Workers read this file, too.
if (secondDisplay && process.env['TEST_PARALLEL_INDEX'] === '1') Object.assign(process.env, JSON.parse(secondDisplay));

export default defineConfig({
  // Files named .test.ts are Vitest's.
  testMatch: '**/*.spec.ts',
  // A test that needs a second try is a failing test.
  retries: 0,
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  // Limits only end what hangs: a slow machine takes several times as long, and no spec measures by them.
  timeout: 600_000,
  expect: { timeout: 30_000 },
  outputDir: 'test-results/playwright',
  preserveOutput: 'failures-only',
  projects: [
    { name: 'e2e', testDir: 'test/e2e', retries: 0, workers: secondDisplay ? 2 : 1 },
    { name: 'security', testDir: 'test/security', retries: 0, workers: 1 },
    { name: 'packaging', testDir: 'test/packaging', retries: 0, workers: 1 },
    { name: 'long', testDir: 'test/long', retries: 0, workers: 1, timeout: 1_800_000 },
  ],
});
