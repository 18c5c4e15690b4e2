// @ts-check
/**
 * Gives Linux machines without a display one: a private Xvfb that needs a cookie and listens on no network.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { BootstrapError, say } from './progress.mjs';
import { findOnPath } from './run.mjs';

const SCREEN = '1440x900x24';
const START_LIMIT_MS = 15_000;

/**
 * @typedef {object} Display
 * @property {Record<string, string>} env what a program needs to draw there
 * @property {string | undefined} framebuffer the file that mirrors our own screen; undefined on a real display
 * @property {() => void} end
 */

/** No display of our own: either the system has one or none is needed. @type {Display} */
export const NO_DISPLAY = { env: {}, framebuffer: undefined, end: () => {} };

/** @param {NodeJS.ProcessEnv} [env] @param {NodeJS.Platform} [platform] */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

/**
 * @param {{runAs?: {uid: number, gid: number} | undefined}} options the user who must be able to read the cookie
 * @returns {Promise<Display>}
 * @throws {BootstrapError} when Xvfb does not start
 */
export async function openDisplay({ runAs }) {
  if (hasDisplay()) return NO_DISPLAY;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gavel-display-'));
  fs.chmodSync(folder, 0o711); // the cookie's path must be reachable; the framebuffer stays closed
  const authority = path.join(folder, 'authority');
  fs.writeFileSync(authority, encodeAuthority(randomBytes(16)), { mode: 0o600 });
  if (runAs) fs.chownSync(authority, runAs.uid, runAs.gid);
  const screen = path.join(folder, 'screen');
  fs.mkdirSync(screen, { mode: 0o700 });

  const server = [
    'Xvfb',
    '-displayfd',
    '3',
    '-screen',
    '0',
    SCREEN,
    '-nolisten',
    'tcp',
    '-auth',
    authority,
    '-fbdir',
    screen,
    '-noreset',
  ];
  // With setpriv the kernel ends Xvfb even when this process is killed without a chance to do so.
  const command = findOnPath('setpriv') ? ['setpriv', '--pdeathsig', 'KILL', ...server] : server;
  // In a group of its own: Ctrl-C must end the app before its display.
  const child = spawn(command[0] ?? '', command.slice(1), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const end = () => {
    child.kill('SIGKILL');
    fs.rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', end);
  const number = await readDisplayNumber(child).catch((error) => {
    end();
    throw error;
  });
  child.unref();
  for (const stream of [child.stderr, child.stdio[3]]) /** @type {import('node:net').Socket} */ (stream).unref();
  say('display', `no display here: using a private Xvfb, display :${number}, ${SCREEN.replace(/x24$/, '')}`);
  return { env: { DISPLAY: `:${number}`, XAUTHORITY: authority }, framebuffer: path.join(screen, 'Xvfb_screen0'), end };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>}
 */
function readDisplayNumber(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = () => reject(explainNoDisplay(said));
    const timer = setTimeout(fail, START_LIMIT_MS);
    child.stderr?.on('data', (text) => {
      said += text;
    });
    child.once('error', (error) => {
      said += error.message;
      clearTimeout(timer);
      fail();
    });
    child.once('exit', () => {
      clearTimeout(timer);
      fail();
    });
    /** @type {import('node:stream').Readable} */ (child.stdio[3]).once('data', (text) => {
      clearTimeout(timer);
      resolve(String(text).trim());
    });
  });
}

/** @param {string} said */
export function explainNoDisplay(said) {
  return new BootstrapError(
    `There is no display here, and Xvfb did not start: ${said.trim().split('\n').slice(-3).join(' ') || 'it said nothing'}`,
    'Run Gavel in a desktop session, or make sure that Xvfb starts (`Xvfb :77`) and that /tmp/.X11-unix can be written.',
  );
}

/**
 * One X authority entry that fits any host and display number, so that no number needs to be known beforehand.
 * @param {Buffer} cookie 16 bytes
 * @returns {Buffer}
 */
export function encodeAuthority(cookie) {
  const familyWild = Buffer.from([0xff, 0xff]);
  return Buffer.concat([
    familyWild,
    encodeField(Buffer.alloc(0)),
    encodeField(Buffer.alloc(0)),
    encodeField(Buffer.from('MIT-MAGIC-COOKIE-1')),
    encodeField(cookie),
  ]);
}

/** @param {Buffer} content */
function encodeField(content) {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(content.length);
  return Buffer.concat([length, content]);
}
