/** A later block of lint rules replaces an earlier one: what no page may import stays forbidden in every folder of the pages. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gavel-lint-'));
  const rules = readFileSync(path.join(root, '.oxlintrc.json'), 'utf8').replace(
    '"typeAware": true',
    '"typeAware": false',
  );
  writeFileSync(path.join(folder, '.oxlintrc.json'), rules);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function isRefused(file: string, imported: string): boolean {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, `import { thing } from '${imported}';\nthing();\n`);
  const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint');
  try {
    execFileSync(process.execPath, [oxlint, file], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    return false;
  } catch (error) {
    expect((error as { stdout: string }).stdout).toContain('no-restricted-imports');
    return true;
  }
}

test.each(['features', 'room', 'table', 'components'])(
  'renderer/%s may import neither main nor the schemas',
  (part) => {
    for (const imported of [
      'zod',
      '#contract/schemas/requests',
      '../../main/index.ts',
      'livekit-server-sdk',
      'node:fs',
    ])
      expect(isRefused(`renderer/${part}/x.ts`, imported), imported).toBe(true);
    // Control: what every page may import passes.
    expect(isRefused(`renderer/${part}/x.ts`, '#contract/result')).toBe(false);
  },
);
