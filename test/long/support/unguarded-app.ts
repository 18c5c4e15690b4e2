/** A copy of the built app whose presses are for whoever stands there now: the control of what the guard is for. */
import { chownSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeAppFolder, readRuntime } from '#test/support/runtime';
import { sharedSupervisor } from '#tools/supervisor.ts';

const guarded = 'var aimMs = 200;';
const unguarded = 'var aimMs = 0;';

/**
 * @returns the copy's folder; it is removed when this process ends
 * @throws when the built page does not have the guard exactly once
 */
export function makeUnguardedApp(): string {
  const folder = makeAppFolder('unguarded');
  sharedSupervisor().removeAtEnd(folder);
  cpSync(readRuntime().app, folder, { recursive: true });
  const assets = path.join(folder, 'out', 'renderer', 'assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  const found = scripts.filter((name) => {
    const file = path.join(assets, name);
    const parts = readFileSync(file, 'utf8').split(guarded);
    if (parts.length === 2) writeFileSync(file, parts.join(unguarded));
    return parts.length === 2;
  });
  if (found.length !== 1) throw new Error(`the guard stands in ${found.length} scripts of the built page`);
  const { runAs } = readRuntime();
  if (runAs) chownSync(folder, runAs.uid, runAs.gid);
  return folder;
}
