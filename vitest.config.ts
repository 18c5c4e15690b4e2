/** How Vitest runs the projects: unit (pure, no network), integration (a real livekit-server), long (only with --all). */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Requiring electron in Node would try to download it; a unit that needs it is not a unit.
const electronStandIn = fileURLToPath(new URL('./test/support/no-electron.ts', import.meta.url));

export default defineConfig({
  test: {
    // Limits only end what hangs: a slow machine takes several times as long, and no test measures by them.
    // A test that needs a second try is a failing test.
    retry: 0,
    maxWorkers: 2,
    allowOnly: false,
    passWithNoTests: false,
    projects: [
      {
        resolve: { alias: { electron: electronStandIn } },
        test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], retry: 0, testTimeout: 60_000 },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          retry: 0,
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'long',
          include: ['test/long/**/*.test.ts'],
          retry: 0,
          testTimeout: 1_800_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
