/**
 * The real Electron and the built app for Playwright specs, as the test command or tools/bootstrap/env.mjs has provided
 * them by environment variables. Starts nothing by itself and never falls back to another binary.
 */
import { chownSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';

/** What has been provided for this run. */
export interface Runtime {
  /** The launcher: takes Electron's arguments, drops to the ordinary user where the run is root's. */
  electron: string;
  /** The app's folder, to be given to the launcher. */
  app: string;
  livekitServer: string;
  kind: 'product' | 'fallback';
  /** Electron's version as it was found. */
  version: string;
  isSandboxed: boolean;
  /** The ordinary user that runs the app; undefined when the run itself is an ordinary user's. */
  runAs: { uid: number; gid: number } | undefined;
  /** The same launcher beside a real keyring of its own; undefined where there is none (only Linux has it). */
  keyringLauncher: string | undefined;
}

/**
 * @param environment for tests of this function
 * @throws when the run was not started by the test command or env.mjs
 */
export function readRuntime(environment: NodeJS.ProcessEnv = process.env): Runtime {
  const [uid, gid] = (environment['GAVEL_RUN_AS'] ?? '').split(':').map(Number);
  return {
    electron: need(environment, 'GAVEL_ELECTRON'),
    app: need(environment, 'GAVEL_APP'),
    livekitServer: need(environment, 'GAVEL_LIVEKIT_SERVER'),
    kind: need(environment, 'GAVEL_RUNTIME_KIND') === 'product' ? 'product' : 'fallback',
    version: need(environment, 'GAVEL_RUNTIME_VERSION'),
    isSandboxed: need(environment, 'GAVEL_SANDBOX') === '1',
    runAs: uid && gid ? { uid, gid } : undefined,
    keyringLauncher: environment['GAVEL_KEYRING_LAUNCHER'] || undefined,
  };
}

function need(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (!value) {
    throw new Error(
      `${name} is not set: run "npm test -- --only e2e" or "node tools/bootstrap/env.mjs -- npx playwright test …"`,
    );
  }
  return value;
}

/** A new, empty folder that belongs to the user who runs the app; for configuration and keyrings. */
export function makeAppFolder(prefix: string): string {
  const { runAs } = readRuntime();
  // Some systems reach their temporary folder over a link, which Chromium's paths would not match.
  const folder = mkdtempSync(join(realpathSync(tmpdir()), `gavel-${prefix}-`));
  if (runAs) chownSync(folder, runAs.uid, runAs.gid);
  return folder;
}

export interface LaunchOptions {
  /** Another build of the app than the one that was provided. */
  app?: string;
  /** Where the app keeps its data (XDG_CONFIG_HOME); made, and removed with the app, when not given. */
  configHome?: string;
  /** Further arguments after the app's folder. */
  args?: string[];
  /** Further environment for the app. */
  env?: Record<string, string>;
  /** A folder of makeAppFolder starts beside the real keyring kept there; without it there is no keyring. */
  keyringHome?: string;
}

/**
 * Starts the built app in real Electron. The caller closes it.
 * @throws when a keyring is wanted where there is none
 */
export async function launchApp(options: LaunchOptions = {}): Promise<ElectronApplication> {
  const runtime = readRuntime();
  const configHome = options.configHome ?? makeAppFolder('config');
  const executablePath = options.keyringHome ? runtime.keyringLauncher : runtime.electron;
  if (!executablePath) throw new Error('a keyring was asked for, but this system has none for tests');
  const application = await _electron.launch({
    executablePath,
    args: ['--disable-gpu', options.app ?? runtime.app, ...(options.args ?? [])],
    // SECURITY: Playwright would turn the sandbox off by itself; the app is tested as it is used.
    chromiumSandbox: runtime.isSandboxed,
    env: {
      ...inheritedEnvironment(),
      XDG_CONFIG_HOME: configHome,
      ...(options.keyringHome ? { GAVEL_KEYRING_HOME: options.keyringHome } : {}),
      ...options.env,
    },
  });
  if (!options.configHome) {
    application.process().once('exit', () => rmSync(configHome, { recursive: true, force: true }));
  }
  return application;
}

/** Everything but what is meant for Node itself, or tells the app that it runs under a test. */
export function inheritedEnvironment(): Record<string, string> {
  const inherited: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !/^(NODE_OPTIONS|NODE_ENV|ELECTRON_|npm_|PW_|PLAYWRIGHT|TEST_|VITEST)/.test(name)) {
      inherited[name] = value;
    }
  }
  return inherited;
}
