// @ts-check
/**
 * One run at a time per name, across processes, by a lock folder that names its owner's process.
 * A lock whose owner is gone is taken over; a waiting run says for whom it waits.
 */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { say } from './progress.mjs';

// An owner writes its file right after making the folder; one without a file for this long died in between.
const UNSIGNED_LIMIT_MS = 10_000;
const POLL_MS = 150;

/**
 * Runs `work` while holding the lock.
 * @template T
 * @param {string} folder where locks lie
 * @param {string} name
 * @param {() => Promise<T> | T} work
 * @param {{step?: string}} [options]
 * @returns {Promise<T>}
 */
export async function withLock(folder, name, work, { step = name } = {}) {
  fs.mkdirSync(folder, { recursive: true });
  const lock = path.join(folder, `${name}.lock`);
  const token = randomUUID();
  let hasSaid = false;
  while (!tryTake(lock, token)) {
    const owner = readOwner(lock);
    if (isStale(lock, owner)) {
      breakLock(lock);
      continue;
    }
    if (!hasSaid) {
      say(step, `another run (process ${owner?.pid ?? 'unknown'}) is doing this step; waiting for it`);
      hasSaid = true;
    }
    await delay(POLL_MS);
  }
  const release = () => {
    if (readOwner(lock)?.token === token) fs.rmSync(lock, { recursive: true, force: true });
  };
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

/** @param {string} lock @param {string} token */
function tryTake(lock, token) {
  try {
    fs.mkdirSync(lock);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
  fs.writeFileSync(
    path.join(lock, 'owner.json'),
    JSON.stringify({ pid: process.pid, startTime: readStartTime(process.pid), token }),
  );
  return true;
}

/**
 * @param {string} lock
 * @returns {{pid: number, startTime: string | undefined, token: string} | undefined}
 */
function readOwner(lock) {
  try {
    return JSON.parse(fs.readFileSync(path.join(lock, 'owner.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} lock
 * @param {{pid: number, startTime: string | undefined} | undefined} owner
 */
function isStale(lock, owner) {
  if (owner !== undefined) return !isSameProcessAlive(owner);
  try {
    return Date.now() - fs.statSync(lock).mtimeMs > UNSIGNED_LIMIT_MS;
  } catch {
    return false; // gone meanwhile: the next try takes it
  }
}

/** Renaming first makes sure that only one of several waiting runs removes the dead lock. @param {string} lock */
function breakLock(lock) {
  const aside = `${lock}.${randomUUID()}`;
  try {
    fs.renameSync(lock, aside);
  } catch {
    return;
  }
  fs.rmSync(aside, { recursive: true, force: true });
}

/** @param {{pid: number, startTime: string | undefined}} owner */
function isSameProcessAlive({ pid, startTime }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: alive, of another user.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return false;
  }
  const now = readStartTime(pid);
  return startTime === undefined || now === undefined || now === startTime;
}

/** A process number is used again sooner or later; with its start time it is not mistaken. Linux only. @param {number} pid */
function readStartTime(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
