// @ts-check
/**
 * Finds or fetches livekit-server: environment variable, PATH, cache, official release, then Go.
 * Starts no server.
 */
import fs from 'node:fs';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { pipeline } from 'node:stream/promises';

import { hashFile } from './hash.mjs';
import { withLock } from './lock.mjs';
import { findCacheHome, removeAbandoned } from './paths.mjs';
import { parseVersion } from './prerequisites.mjs';
import { BootstrapError, formatDuration, formatSize, keepSaying, say } from './progress.mjs';
import { isReachable } from './reach.mjs';
import { findOnPath, runQuietly, takeLastLines } from './run.mjs';
import { unzip } from './zip.mjs';

/** The version that Gavel is developed against. */
export const LIVEKIT_SERVER_VERSION = '1.13.5';

const RELEASE = `https://github.com/livekit/livekit/releases/download/v${LIVEKIT_SERVER_VERSION}`;
const GO_PACKAGE = `github.com/livekit/livekit-server/cmd/server@v${LIVEKIT_SERVER_VERSION}`;
/** @type {[number, number]} */
const MINIMUM_GO = [1, 26];

/**
 * @returns {Promise<string>} the executable
 * @throws {BootstrapError} when none can be had
 */
export async function obtainLivekitServer() {
  const given = process.env['GAVEL_LIVEKIT_SERVER'];
  if (given) return checkGiven(given, await readServerVersion(given));
  const onPath = findOnPath('livekit-server');
  if (onPath) {
    const version = await readServerVersion(onPath);
    if (version === LIVEKIT_SERVER_VERSION) return onPath;
    say(
      'livekit-server',
      `${onPath} is version ${version ?? 'unknown'}, not ${LIVEKIT_SERVER_VERSION}; getting the right one beside it`,
    );
  }
  const cache = findCacheHome();
  const target = path.join(
    cache,
    `livekit-server-${LIVEKIT_SERVER_VERSION}-${process.platform}-${process.arch}`,
    nameExecutable(),
  );
  if (!fs.existsSync(target)) {
    await withLock(path.join(cache, 'locks'), 'livekit-server', () =>
      fs.existsSync(target) ? undefined : make(cache, target),
    );
  }
  return target;
}

/**
 * @param {string} file
 * @param {string | undefined} version
 */
export function checkGiven(file, version) {
  if (version === undefined) {
    throw new BootstrapError(
      `GAVEL_LIVEKIT_SERVER names ${file}, which does not answer --version like livekit-server.`,
      'Let it name a livekit-server executable, or unset it and let Gavel get one.',
    );
  }
  if (version !== LIVEKIT_SERVER_VERSION) {
    say(
      'livekit-server',
      `using version ${version} from GAVEL_LIVEKIT_SERVER; Gavel is developed against ${LIVEKIT_SERVER_VERSION}`,
    );
  }
  return path.resolve(file);
}

/** @param {string} file @returns {Promise<string | undefined>} */
async function readServerVersion(file) {
  const outcome = await runQuietly(file, ['--version'], { timeoutMs: 10_000 });
  return outcome.code === 0 ? parseServerVersion(outcome.stdout) : undefined;
}

/** `livekit-server version 1.13.5` → `1.13.5` @param {string} text */
export function parseServerVersion(text) {
  return /livekit-server version v?(\d+\.\d+\.\d+)/.exec(text)?.[1];
}

/**
 * @param {string} cache
 * @param {string} target
 */
async function make(cache, target) {
  const startedAtMs = Date.now();
  const asset = nameReleaseAsset();
  const isReleased = asset !== undefined && (await isReachable(`${RELEASE}/checksums.txt`));
  removeAbandoned(cache, '.making-livekit-server-');
  const work = fs.mkdtempSync(path.join(cache, '.making-livekit-server-'));
  try {
    const made = path.join(work, nameExecutable());
    if (isReleased) await download(work, asset, made);
    else await installWithGo(work, made, asset);
    const version = await readServerVersion(made);
    if (version !== LIVEKIT_SERVER_VERSION) throw explainWrongServer(version);
    fs.chmodSync(made, 0o755);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.renameSync(made, target); // on the same disk: whole or not at all
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
  say('livekit-server', `version ${LIVEKIT_SERVER_VERSION} in place after ${formatDuration(Date.now() - startedAtMs)}`);
}

/**
 * The release archive for a system, or undefined where LiveKit publishes none (macOS has Homebrew instead).
 * @param {NodeJS.Platform} [platform]
 * @param {string} [arch] as Node names it
 * @returns {string | undefined}
 */
export function nameReleaseAsset(platform = process.platform, arch = process.arch) {
  const goArch = { x64: 'amd64', arm64: 'arm64' }[arch];
  if (!goArch) return undefined;
  if (platform === 'linux') return `livekit_${LIVEKIT_SERVER_VERSION}_linux_${goArch}.tar.gz`;
  if (platform === 'win32') return `livekit_${LIVEKIT_SERVER_VERSION}_windows_${goArch}.zip`;
  return undefined;
}

/**
 * @param {string} work
 * @param {string} asset
 * @param {string} made
 */
async function download(work, asset, made) {
  say('livekit-server', `downloading ${asset} from the official release`);
  const checksums = await (await fetchOk(`${RELEASE}/checksums.txt`)).text();
  const wanted = findChecksum(checksums, asset);
  if (!wanted) throw explainDownloadFailure(`the release lists no checksum for ${asset}`);
  const archive = path.join(work, asset);
  const stop = keepSaying(
    'livekit-server',
    () => formatSize(fs.existsSync(archive) ? fs.statSync(archive).size : 0),
    3000,
  );
  try {
    const answer = await fetchOk(`${RELEASE}/${asset}`);
    if (!answer.body) throw new Error('empty answer');
    await pipeline(answer.body, fs.createWriteStream(archive));
  } catch (error) {
    throw explainDownloadFailure(error instanceof Error ? error.message : String(error));
  } finally {
    stop();
  }
  const found = await hashFile(archive, 'sha256', 'hex');
  // SECURITY: this binary is run; anything but the published bytes is refused.
  if (found !== wanted) throw explainDownloadFailure(`its checksum is ${found}, the release says ${wanted}`);
  if (asset.endsWith('.zip')) unzip(archive, (name) => (path.basename(name) === nameExecutable() ? made : undefined));
  else execFileSync('tar', ['-xzf', archive, '-C', work, nameExecutable()]);
}

/** @param {string} url */
async function fetchOk(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(600_000) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer;
}

/**
 * The sum of one file in the format of sha256sum.
 * @param {string} text
 * @param {string} asset
 * @returns {string | undefined}
 */
export function findChecksum(text, asset) {
  for (const line of text.split('\n')) {
    const [sum, name] = line.trim().split(/\s+\*?/);
    if (name === asset && sum && /^[0-9a-f]{64}$/.test(sum)) return sum;
  }
  return undefined;
}

/**
 * @param {string} work
 * @param {string} made
 * @param {string | undefined} asset
 */
async function installWithGo(work, made, asset) {
  const reason = asset ? 'its release page does not answer' : 'there is no official archive for this system';
  const go = await runQuietly('go', ['version'], { timeoutMs: 20_000 });
  checkGo(go.code === 0 ? go.stdout : undefined, reason);
  say(
    'livekit-server',
    `${reason}; building version ${LIVEKIT_SERVER_VERSION} with Go (1 to 4 minutes the first time)`,
  );
  let packageCount = 0;
  const stop = keepSaying('livekit-server', () => `${packageCount} packages`);
  const outcome = await runQuietly('go', ['install', '-v', GO_PACKAGE], {
    cwd: work, // outside any Go module
    env: { ...process.env, GOBIN: work, GOFLAGS: '' },
    onOutput: (text) => {
      packageCount += text.split('\n').length - 1;
    },
  });
  stop();
  if (outcome.code !== 0) throw explainGoFailure(outcome.stderr);
  fs.renameSync(path.join(work, nameBuiltExecutable()), made);
}

/**
 * @param {string | undefined} versionText what `go version` says; undefined when Go is missing
 * @param {string} reason why Go is needed
 * @param {NodeJS.Platform} [platform]
 */
export function checkGo(versionText, reason, platform = process.platform) {
  const wanted = MINIMUM_GO.join('.');
  const brew = platform === 'darwin' ? ' (`brew install livekit` may bring another version, which is then used)' : '';
  const cure = `Install Go ${wanted} or newer from https://go.dev/dl, or get livekit-server ${LIVEKIT_SERVER_VERSION} yourself${brew} and set GAVEL_LIVEKIT_SERVER to it.`;
  if (versionText === undefined) {
    throw new BootstrapError(
      `livekit-server cannot be downloaded (${reason}), and Go, which could build it, is missing.`,
      cure,
    );
  }
  const [major, minor] = parseVersion(versionText.replace(/^.*?go(?=\d)/, '')) ?? [0, 0];
  if (major < MINIMUM_GO[0] || (major === MINIMUM_GO[0] && minor < MINIMUM_GO[1])) {
    throw new BootstrapError(
      `livekit-server cannot be downloaded (${reason}), and Go ${major}.${minor} is too old to build it.`,
      cure,
    );
  }
}

/** @param {string} stderr */
export function explainGoFailure(stderr) {
  return new BootstrapError(
    `Go could not build livekit-server:\n${takeLastLines(stderr, 6)}`,
    `Check \`go env GOPROXY\` and the network, or get livekit-server ${LIVEKIT_SERVER_VERSION} yourself and set GAVEL_LIVEKIT_SERVER to it.`,
  );
}

/** @param {string} reason */
export function explainDownloadFailure(reason) {
  return new BootstrapError(
    `The download of livekit-server failed: ${reason}.`,
    `Run the same command again, or get livekit-server ${LIVEKIT_SERVER_VERSION} yourself and set GAVEL_LIVEKIT_SERVER to it.`,
  );
}

/** @param {string | undefined} version */
export function explainWrongServer(version) {
  return new BootstrapError(
    `The livekit-server that was made says version ${version ?? 'nothing'} instead of ${LIVEKIT_SERVER_VERSION}; it was thrown away.`,
    `Get livekit-server ${LIVEKIT_SERVER_VERSION} yourself and set GAVEL_LIVEKIT_SERVER to it.`,
  );
}

/** @param {NodeJS.Platform} [platform] */
export function nameExecutable(platform = process.platform) {
  return platform === 'win32' ? 'livekit-server.exe' : 'livekit-server';
}

/** What `go install` calls it: by its folder in the source. @param {NodeJS.Platform} [platform] */
export function nameBuiltExecutable(platform = process.platform) {
  return platform === 'win32' ? 'server.exe' : 'server';
}
