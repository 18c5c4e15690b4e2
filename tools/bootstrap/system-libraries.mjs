// @ts-check
/**
 * Finds which system packages the real runtime lacks and installs them on Debian as root; else says the one command.
 */
import fs from 'node:fs';
import path from 'node:path';

import { withLock } from './lock.mjs';
import { SHARED_HOME } from './ordinary-user.mjs';
import { BootstrapError, formatDuration, keepSaying, say } from './progress.mjs';
import { findOnPath, runQuietly, takeLastLines } from './run.mjs';

/**
 * Which Debian package brings a shared library. libgtk-3-0 brings most of what Electron links to.
 * @type {[RegExp, string][]}
 */
const PACKAGE_OF_LIBRARY = [
  [/^lib(nss3|nssutil3|smime3|ssl3)\.so/, 'libnss3'],
  [/^lib(nspr4|plc4|plds4)\.so/, 'libnspr4'],
  [/^libasound\.so/, 'libasound2'],
  [/^libgbm\.so/, 'libgbm1'],
  [/^libdrm\.so/, 'libdrm2'],
  [/^libcups\.so/, 'libcups2'],
  [
    /^lib(atk-1|atk-bridge-2|atspi|gtk-3|gdk-3|cairo|pango|X|xcb|xkbcommon|gdk_pixbuf|gio-2|glib-2|gobject-2)/,
    'libgtk-3-0',
  ],
  [/^libdbus-1\.so/, 'libdbus-1-3'],
  [/^libexpat\.so/, 'libexpat1'],
];

/**
 * Programs and libraries that only the tests need.
 * @type {{packageName: string, isThere: () => boolean, isOptional?: boolean}[]}
 */
const TEST_EXTRAS = [
  { packageName: 'chromium', isThere: () => findOnPath('chromium') !== undefined },
  {
    packageName: 'dbus',
    isThere: () => findOnPath('dbus-run-session') !== undefined && findOnPath('dbus-send') !== undefined,
  },
  { packageName: 'gnome-keyring', isThere: () => findOnPath('gnome-keyring-daemon') !== undefined },
  { packageName: 'libsecret-1-0', isThere: () => hasLibrary('libsecret-1.so.0') },
  // Arabic names draw as boxes without it; nothing else depends on it.
  { packageName: 'fonts-noto-core', isThere: () => fs.existsSync('/usr/share/fonts/truetype/noto'), isOptional: true },
];

/**
 * @param {{electron: string, needsDisplay: boolean, forTests: boolean}} wanted
 * @returns {Promise<void>}
 * @throws {BootstrapError} naming the one command, when this process may not install
 */
export async function provideSystemLibraries({ electron, needsDisplay, forTests }) {
  if (process.platform !== 'linux') return;
  const missing = await findMissing({ electron, needsDisplay, forTests });
  if (missing.packages.length === 0 && missing.unknown.length === 0) return;
  if (!isDebian() || missing.unknown.length > 0) throw explainForeignSystem([...missing.unknown, ...missing.packages]);
  if (process.getuid?.() !== 0) {
    if (missing.required.length === 0) return;
    throw explainNotRoot(missing.packages);
  }
  await withLock(path.join(SHARED_HOME, 'locks'), 'system', () => installPackages(missing.packages), {
    step: 'system',
  });
  const left = await findMissing({ electron, needsDisplay, forTests });
  if (left.required.length > 0 || left.unknown.length > 0)
    throw explainInstallFailure(`still missing: ${[...left.required, ...left.unknown].join(' ')}`);
}

/** @param {{electron: string, needsDisplay: boolean, forTests: boolean}} wanted */
async function findMissing({ electron, needsDisplay, forTests }) {
  const ldd = await runQuietly('ldd', [electron]);
  const { packages, unknown } = mapLibraries(parseMissingLibraries(ldd.stdout));
  const required = [...packages];
  if (needsDisplay && !findOnPath('Xvfb')) required.push('xvfb');
  /** @type {string[]} */
  const optional = [];
  if (forTests) {
    for (const extra of TEST_EXTRAS) {
      if (!extra.isThere()) (extra.isOptional ? optional : required).push(extra.packageName);
    }
  }
  return { packages: [...required, ...optional], required, unknown };
}

/**
 * The libraries that `ldd` could not find.
 * @param {string} text
 * @returns {string[]}
 */
export function parseMissingLibraries(text) {
  return text
    .split('\n')
    .filter((line) => line.includes('=> not found'))
    .map((line) => line.trim().split(' ')[0] ?? '');
}

/**
 * @param {string[]} libraries
 * @returns {{packages: string[], unknown: string[]}} Debian packages, and libraries that no known package brings
 */
export function mapLibraries(libraries) {
  const packages = new Set();
  const unknown = [];
  for (const library of libraries) {
    const found = PACKAGE_OF_LIBRARY.find(([pattern]) => pattern.test(library));
    if (found) packages.add(found[1]);
    else unknown.push(library);
  }
  return { packages: [...packages], unknown };
}

/** @param {string[]} packages */
async function installPackages(packages) {
  const startedAtMs = Date.now();
  say('system', `installing system packages: ${packages.join(' ')}`);
  const stop = keepSaying('system', () => 'apt-get at work');
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const wait = ['-o', 'DPkg::Lock::Timeout=300'];
    // A source that does not answer must not stop the others: only the install itself decides.
    await runQuietly('apt-get', ['update', ...wait], { env });
    const outcome = await runQuietly('apt-get', ['install', '-y', '--no-install-recommends', ...wait, ...packages], {
      env,
    });
    if (outcome.code !== 0) throw explainInstallFailure(takeLastLines(outcome.stderr, 6));
  } finally {
    stop();
  }
  say('system', `done in ${formatDuration(Date.now() - startedAtMs)}`);
}

/** @param {string[]} packages */
export function nameInstallCommand(packages) {
  return `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

/** @param {string[]} packages */
export function explainNotRoot(packages) {
  return new BootstrapError(
    `System packages are missing, and this user may not install them: ${packages.join(' ')}.`,
    `Run once:  sudo sh -c '${nameInstallCommand(packages)}'  then the same command again.`,
  );
}

/** @param {string[]} names */
export function explainForeignSystem(names) {
  return new BootstrapError(
    `Electron lacks system libraries or programs here: ${names.join(' ')}.`,
    'Install what brings them with your package manager (GTK 3, NSS, ALSA, GBM, and Xvfb where there is no display), then run the same command again.',
  );
}

/** @param {string} detail */
export function explainInstallFailure(detail) {
  return new BootstrapError(
    `apt-get could not install the system packages:\n${detail}`,
    'Run `apt-get update` and the install by hand to see why, then the same command again.',
  );
}

function isDebian() {
  return fs.existsSync('/etc/debian_version') && findOnPath('apt-get') !== undefined;
}

/** @param {string} name */
function hasLibrary(name) {
  return ['/lib', '/usr/lib', '/usr/local/lib', '/usr/lib64'].some(
    (folder) =>
      fs.existsSync(path.join(folder, name)) ||
      ['x86_64-linux-gnu', 'aarch64-linux-gnu'].some((triplet) => fs.existsSync(path.join(folder, triplet, name))),
  );
}
