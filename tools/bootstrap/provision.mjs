// @ts-check
/**
 * All steps in order: from a bare clone to what is needed to run the app. The one place that knows the order.
 */
import fs from 'node:fs';
import path from 'node:path';

import { buildApp } from './build.mjs';
import { installDependencies } from './dependencies.mjs';
import { hasDisplay, NO_DISPLAY, openDisplay } from './display.mjs';
import { obtainElectron } from './electron.mjs';
import { writeLaunchers } from './launcher.mjs';
import { obtainLivekitServer } from './livekit-server.mjs';
import { provideOrdinaryUser } from './ordinary-user.mjs';
import { repositoryRoot } from './paths.mjs';
import { checkPrerequisites } from './prerequisites.mjs';
import { formatDuration, say } from './progress.mjs';
import { endQuietRuns } from './run.mjs';
import { stageApp, stageElectron } from './staging.mjs';
import { provideSystemLibraries } from './system-libraries.mjs';

/**
 * @typedef {object} Provision
 * @property {import('./electron.mjs').ElectronRuntime} runtime
 * @property {string} electron the launcher to start
 * @property {string | undefined} livekitServer
 * @property {import('./ordinary-user.mjs').OrdinaryUser | undefined} runAs
 * @property {import('./display.mjs').Display} display
 * @property {NodeJS.ProcessEnv} env for everything that is started from here; the app's folder is not in it yet
 */

/**
 * Provides everything but the app itself.
 * @param {{forTests: boolean, hasScreen?: boolean, hasServer?: boolean}} wanted
 * @returns {Promise<Provision>}
 * @throws {import('./progress.mjs').BootstrapError} when something cannot be had
 */
export async function provision({ forTests, hasScreen = true, hasServer = true }) {
  const startedAtMs = Date.now();
  checkPrerequisites();
  const root = repositoryRoot;
  // livekit-server may take minutes to compile and needs nothing of the rest.
  const [runtime, livekitServer] = await allOrFirstError([
    obtainRuntime(root, forTests),
    hasServer ? obtainLivekitServer() : Promise.resolve(undefined),
  ]);
  const runAs = process.platform === 'linux' && process.getuid?.() === 0 ? await provideOrdinaryUser() : undefined;
  const executable = runAs ? await stageElectron(runtime) : runtime.path;
  const launchers = await writeLaunchers(executable, runAs);
  const display = hasScreen ? await openDisplay({ runAs }) : NO_DISPLAY;
  // Specs that run at the same time have a screen each: a screen has one clipboard and one focus.
  const second = hasScreen && forTests && display !== NO_DISPLAY ? await openDisplay({ runAs }) : NO_DISPLAY;
  say(
    'ready',
    `Electron ${runtime.version} (${runtime.kind === 'product' ? 'the product' : 'development fallback, not the product'})` +
      `${runAs ? ` as user ${runAs.name}` : ''}, ${launchers.isSandboxed ? 'sandboxed' : 'NOT sandboxed'}, after ${formatDuration(Date.now() - startedAtMs)}`,
  );
  const env = {
    ...process.env,
    ...display.env,
    ...(second === NO_DISPLAY ? {} : { GAVEL_SECOND_DISPLAY: JSON.stringify(second.env) }),
    PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
    GAVEL_ELECTRON: launchers.electron,
    ...(livekitServer === undefined ? {} : { GAVEL_LIVEKIT_SERVER: livekitServer }),
    GAVEL_RUNTIME_KIND: runtime.kind,
    GAVEL_RUNTIME_VERSION: runtime.version,
    GAVEL_SANDBOX: launchers.isSandboxed ? '1' : '0',
    GAVEL_RUN_AS: runAs ? `${runAs.uid}:${runAs.gid}` : '',
    GAVEL_KEYRING_LAUNCHER: launchers.keyring ?? '',
  };
  const end = () => {
    display.end();
    second.end();
  };
  return { runtime, electron: launchers.electron, livekitServer, runAs, display: { ...display, end }, env };
}

/**
 * Builds the app if its sources changed, and puts it where the user who runs it can read it.
 * @param {import('./ordinary-user.mjs').OrdinaryUser | undefined} runAs
 * @param {{hasBuild?: boolean}} [options] without a build the last one is taken as it is
 * @returns {Promise<string>} the app's folder, for GAVEL_APP
 */
export async function prepareApp(runAs, { hasBuild = true } = {}) {
  if (hasBuild) await buildApp(repositoryRoot);
  if (!fs.existsSync(path.join(repositoryRoot, 'out', 'main', 'index.js'))) {
    say('build', 'the app has not been built yet: there is nothing to start');
    return repositoryRoot;
  }
  return runAs ? stageApp(repositoryRoot) : repositoryRoot;
}

/** @param {string} root @param {boolean} forTests */
async function obtainRuntime(root, forTests) {
  await installDependencies(root);
  const runtime = await obtainElectron(root);
  await provideSystemLibraries({ electron: runtime.path, needsDisplay: !hasDisplay(), forTests });
  return runtime;
}

/**
 * Waits for both. When one fails, what the other has started is ended, so that the reason is read at once and the other
 * cleans up after itself.
 * @template A, B
 * @param {[Promise<A>, Promise<B>]} work
 * @returns {Promise<[A, B]>}
 */
async function allOrFirstError(work) {
  try {
    return await Promise.all(work);
  } catch (error) {
    endQuietRuns();
    await Promise.allSettled(work);
    throw error;
  }
}
