/** How Playwright runs the specs in real Electron: one at a time, because each brings an app, a server and people. */
import { defineConfig } from '@playwright/test';

export default defineConfig({
  // Files named .test.ts are Vitest's.
  testMatch: '**/*.spec.ts',
  // A test that needs a second try is a failing test.
  retries: 0,
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // Limits only end what hangs: a slow machine takes several times as long, and no spec measures by them.
  timeout: 600_000,
  expect: { timeout: 30_000 },
  outputDir: 'test-results/playwright',
  preserveOutput: 'failures-only',
  projects: [
    { name: 'e2e', testDir: 'test/e2e', retries: 0 },
    { name: 'security', testDir: 'test/security', retries: 0 },
    { name: 'packaging', testDir: 'test/packaging', retries: 0 },
    { name: 'long', testDir: 'test/long', retries: 0, timeout: 1_800_000 },
  ],
});
