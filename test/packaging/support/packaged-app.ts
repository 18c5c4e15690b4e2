/**
 * The packaged app as its user gets it: made once per run by the package command, started by its own executable, driven
 * over Chromium's debugging protocol, because the fuses close every other way in.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { chromium, expect, test as base, type Browser, type Page } from '@playwright/test';
import { readDebuggerAddress } from '#test/support/debugger-address';
import { inheritedEnvironment, makeAppFolder, readRuntime } from '#test/support/runtime';
import { writeLaunchers } from '#tools/bootstrap/launcher.mjs';
import { provideOrdinaryUser } from '#tools/bootstrap/ordinary-user.mjs';
import { findProjectNode, repositoryRoot } from '#tools/bootstrap/paths.mjs';
import { stagePackage } from '#tools/bootstrap/staging.mjs';

export interface Proof {
  /** As the package command left it. */
  made: string;
  /** What that command said. */
  report: string;
  /** Where the user who runs the app can read it. */
  folder: string;
  /** Starts the packaged executable as that user. */
  launcher: string;
}

/** An app that runs. */
export interface PackagedApp {
  child: ChildProcess;
  /** Waits for the window at an address. */
  findPage(address: RegExp): Promise<Page>;
  pages(): Page[];
  close(): Promise<void>;
}

/** Gives a launcher for any executable within a package. */
export async function makeLauncher(executable: string): Promise<string> {
  const runAs = readRuntime().runAs ? await provideOrdinaryUser() : undefined;
  return (await writeLaunchers(executable, runAs)).electron;
}

async function makeProof(): Promise<Proof> {
  const command = path.join(repositoryRoot, 'tools', 'package.mjs');
  const made = spawnSync(findProjectNode(), [command, '--proof'], { encoding: 'utf8', cwd: repositoryRoot });
  if (made.status !== 0) throw new Error(`the package could not be made:\n${made.stderr}`);
  const folder = path.join(repositoryRoot, 'dist', 'proof', 'linux-unpacked');
  const staged = readRuntime().runAs ? await stagePackage(folder) : folder;
  const launcher = await makeLauncher(path.join(staged, 'gavel'));
  return { made: folder, report: made.stderr, folder: staged, launcher };
}

export interface StartOptions {
  launcher: string;
  configHome: string;
  args?: readonly string[];
}

/** Starts the app without waiting for anything; its output is for whoever listens. */
export function spawnPackaged({ launcher, configHome, args = [] }: StartOptions): ChildProcess {
  return spawn(launcher, ['--disable-gpu', ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...inheritedEnvironment(), XDG_CONFIG_HOME: configHome },
  });
}

/** Starts the app with a debugging port and connects to it. Only a proof lets itself be debugged. */
export async function startPackaged(options: StartOptions): Promise<PackagedApp> {
  const child = spawnPackaged({ ...options, args: ['--remote-debugging-port=0', ...(options.args ?? [])] });
  const address = await readDebuggerAddress(child);
  const browser: Browser = await chromium.connectOverCDP(address);
  const pages = (): Page[] => browser.contexts().flatMap((context) => context.pages());
  return {
    child,
    pages,
    async findPage(wanted) {
      const find = (): Page | undefined => pages().find((page) => wanted.test(page.url()));
      await expect.poll(() => find() !== undefined, { message: `a window at ${wanted}` }).toBe(true);
      return find() as Page;
    },
    async close() {
      await browser.close();
      await endProcess(child);
    },
  };
}

/** Ends an app as the system would, and waits until it is gone. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const isGone = once(child, 'exit');
  child.kill('SIGTERM');
  await isGone;
}

/** Playwright's test with the package of this run and a data folder that is removed afterwards. */
export const test = base.extend<{ configHome: string }, { proof: Proof }>({
  // Playwright's fixtures take their dependencies from a pattern, which is empty here.
  // eslint-disable-next-line no-empty-pattern
  proof: [async ({}, provide) => provide(await makeProof()), { scope: 'worker', timeout: 600_000 }],
  // eslint-disable-next-line no-empty-pattern
  configHome: async ({}, provide, info) => {
    info.skip(!readRuntime().isSandboxed, 'a packaged app refuses to run without its sandbox');
    const folder = makeAppFolder('packaged');
    await provide(folder);
    rmSync(folder, { recursive: true, force: true });
  },
});

export { expect };
