// @ts-check
/**
 * Puts a copy of the build and its runtime where the ordinary user can read and nobody but root can change it.
 * Each copy is named by its content, so an unchanged one is found at once.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { readMark } from './electron-fallback.mjs';
import { hashTree, listFiles } from './hash.mjs';
import { withLock } from './lock.mjs';
import { SHARED_HOME } from './ordinary-user.mjs';
import { say } from './progress.mjs';

const BUILT = ['package.json', path.join('out', 'main'), path.join('out', 'preload'), path.join('out', 'renderer')];
const KEPT_COPIES = 4;

/**
 * @param {string} root
 * @returns {Promise<string>} the app's folder
 */
export async function stageApp(root) {
  const packages = listRuntimePackages(root);
  const key = createHash('sha256')
    .update(hashTree(root, BUILT))
    .update(packages.map((folder) => describePackage(root, folder)).join('\n'))
    .digest('hex')
    .slice(0, 20);
  const target = path.join(SHARED_HOME, 'apps', key);
  return provideCopy(target, (work) => {
    for (const entry of [...BUILT, ...packages]) copyInto(path.join(root, entry), path.join(work, entry));
  });
}

/**
 * @param {import('./electron.mjs').ElectronRuntime} runtime
 * @returns {Promise<string>} the staged executable
 */
export async function stageElectron(runtime) {
  const { size } = fs.statSync(runtime.path);
  const key = createHash('sha256')
    .update(`${runtime.version} ${runtime.kind} ${size} ${readMark(runtime.dist)}`)
    .digest('hex')
    .slice(0, 20);
  const target = path.join(SHARED_HOME, 'electron', key);
  await provideCopy(target, (work) => linkInto(runtime.dist, work));
  return path.join(target, path.relative(runtime.dist, runtime.path));
}

/**
 * @param {string} folder an unpacked package
 * @returns {Promise<string>} the copy's folder
 */
export async function stagePackage(folder) {
  const key = hashTree(folder, ['gavel', 'resources']).slice(0, 20);
  const target = path.join(SHARED_HOME, 'packages', key);
  return provideCopy(target, (work) => linkInto(folder, work));
}

/**
 * @param {string} target
 * @param {(work: string) => void} fill
 */
async function provideCopy(target, fill) {
  const parent = path.dirname(target);
  if (!fs.existsSync(target)) {
    await withLock(
      path.join(SHARED_HOME, 'locks'),
      `stage-${path.basename(parent)}`,
      () => {
        if (fs.existsSync(target)) return;
        fs.mkdirSync(parent, { recursive: true, mode: 0o755 });
        const work = fs.mkdtempSync(path.join(parent, '.making-'));
        try {
          fill(work);
          openForReading(work);
          fs.renameSync(work, target);
        } finally {
          fs.rmSync(work, { recursive: true, force: true });
        }
        removeOld(parent);
        say('stage', `a copy for the ordinary user lies in ${target}`);
      },
      { step: 'stage' },
    );
  }
  const now = new Date();
  fs.utimesSync(target, now, now); // kept while in use: the oldest copies are removed first
  return target;
}

/** @param {string} parent */
function removeOld(parent) {
  const copies = fs
    .readdirSync(parent)
    .map((name) => path.join(parent, name))
    .map((folder) => ({ folder, usedAtMs: fs.statSync(folder).mtimeMs }))
    .sort((left, right) => right.usedAtMs - left.usedAtMs);
  // A copy used within the last hours may belong to an app that is still open.
  const limitMs = Date.now() - 6 * 3_600_000;
  for (const { folder, usedAtMs } of copies.slice(KEPT_COPIES)) {
    if (usedAtMs < limitMs) fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The packages that the built app loads at run time: its dependencies and theirs, as Node would find them.
 * @param {string} root
 * @returns {string[]} folders relative to root
 */
export function listRuntimePackages(root) {
  const found = new Set();
  /** @param {string} from folder relative to root */
  const visit = (from) => {
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
      fs.readFileSync(path.join(root, from, 'package.json'), 'utf8'),
    );
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const folder = resolvePackage(root, from, name);
      if (folder === undefined || found.has(folder)) continue;
      found.add(folder);
      visit(folder);
    }
  };
  visit('');
  return [...found].sort((left, right) => left.localeCompare(right, 'en'));
}

/**
 * @param {string} root
 * @param {string} from
 * @param {string} name
 */
function resolvePackage(root, from, name) {
  for (let at = from; ; at = path.dirname(at)) {
    const candidate = path.join(at === '.' ? '' : at, 'node_modules', name);
    if (fs.existsSync(path.join(root, candidate, 'package.json'))) return candidate;
    if (at === '' || at === '.') return undefined;
  }
}

/** Published packages do not change within a version: no need to read megabytes of binaries on each start. @param {string} root @param {string} folder */
function describePackage(root, folder) {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  return `${folder} ${name} ${version}`;
}

/** @param {string} from @param {string} to */
function copyInto(from, to) {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.cpSync(from, to, { recursive: true, dereference: true });
}

/** Hard links cost no room; across disks it is a copy. @param {string} from @param {string} to */
function linkInto(from, to) {
  for (const file of listFiles(from)) {
    const target = path.join(to, path.relative(from, file));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    try {
      fs.linkSync(fs.realpathSync(file), target);
    } catch {
      fs.copyFileSync(file, target);
    }
  }
}

/** SECURITY: readable for all, writable for root alone. @param {string} folder */
function openForReading(folder) {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) openForReading(full);
    else fs.chmodSync(full, (fs.statSync(full).mode & 0o111) === 0 ? 0o644 : 0o755);
  }
}
