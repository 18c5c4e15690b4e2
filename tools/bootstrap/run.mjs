// @ts-check
/**
 * Runs other programs and gives back how they ended and what they said. Knows no step's meaning.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { describeSpawn } from './spawn-form.mjs';

/** Programs that runQuietly has started and that are still running. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Ends what runQuietly has started, for when another step has already failed. */
export function endQuietRuns() {
  for (const child of running) child.kill('SIGTERM');
}

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; 127 when the program could not be started, 128 when a signal ended it
 * @property {string} stdout
 * @property {string} stderr
 * @property {boolean} hasTimedOut
 */

/**
 * Runs a program to its end, keeping its output. Never throws for a failing program.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, onOutput?: (text: string) => void}} [options]
 * @returns {Promise<Outcome>}
 */
export function runQuietly(command, args, { cwd, env, timeoutMs, onOutput } = {}) {
  return new Promise((resolve) => {
    const form = describeSpawn(command, args);
    const child = spawn(form.command, form.args, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: form.shell,
    });
    running.add(child);
    let stdout = '';
    let stderr = '';
    let hasTimedOut = false;
    const timer = timeoutMs
      ? setTimeout(() => {
          hasTimedOut = true;
          child.kill('SIGKILL');
        }, timeoutMs)
      : undefined;
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      onOutput?.(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
      onOutput?.(text);
    });
    child.on('error', (error) => {
      running.delete(child);
      clearTimeout(timer);
      resolve({ code: 127, stdout, stderr: stderr + error.message, hasTimedOut });
    });
    child.on('close', (code) => {
      running.delete(child);
      clearTimeout(timer);
      resolve({ code: code ?? 128, stdout, stderr, hasTimedOut });
    });
  });
}

/**
 * Runs a program that shares this terminal, and gives its exit code (128 + signal number as shells do).
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, onOutput?: (text: string) => void}} [options] with onOutput, what it
 *   says goes there and not to the terminal
 * @returns {Promise<number>}
 */
export function runAttached(command, args, { cwd, env, onOutput } = {}) {
  return new Promise((resolve, reject) => {
    const form = describeSpawn(command, args);
    const child = spawn(form.command, form.args, {
      cwd,
      env: env ?? process.env,
      stdio: onOutput ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      shell: form.shell,
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => onOutput?.(text));
    // Ctrl-C reaches the child by the terminal itself; this process stays to clean up after it.
    const ignore = () => {};
    const pass = () => child.kill('SIGTERM');
    process.on('SIGINT', ignore);
    process.on('SIGTERM', pass);
    process.on('SIGHUP', pass);
    const stopWatching = watchNpm(pass);
    const settle = () => {
      stopWatching();
      process.removeListener('SIGINT', ignore);
      process.removeListener('SIGTERM', pass);
      process.removeListener('SIGHUP', pass);
    };
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('close', (code, signal) => {
      settle();
      resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 137));
    });
  });
}

/**
 * npm starts scripts within a shell, and a signal that ends npm reaches the shell at most. So a script of npm's ends
 * when that shell is gone, instead of running on unseen.
 * @param {() => void} onGone
 * @returns {() => void}
 */
function watchNpm(onGone) {
  const parent = process.ppid;
  if (!process.env['npm_lifecycle_event']) return () => {};
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, 500);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Where a program lies on the PATH, or undefined.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {string | undefined}
 */
export function findOnPath(name, env = process.env, platform = process.platform) {
  const endings = platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of (env['PATH'] ?? '').split(path.delimiter).filter(Boolean)) {
    for (const ending of endings) {
      const candidate = path.join(folder, name + ending);
      try {
        fs.accessSync(candidate, fs.constants.X_OK);
        if (fs.statSync(candidate).isFile()) return candidate;
      } catch {
        // not here
      }
    }
  }
  return undefined;
}

/** The last lines of an output, for an error message. @param {string} text @param {number} [count] */
export function takeLastLines(text, count = 12) {
  return text.trim().split('\n').slice(-count).join('\n');
}
