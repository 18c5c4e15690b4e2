// @ts-check
/**
 * Where there is no display, keeps a picture of the private screen up to date, so that a start can be looked at.
 */
import fs from 'node:fs';
import path from 'node:path';

import { say } from './progress.mjs';
import { encodePng, isBlank, readXwd } from './xwd-to-png.mjs';

const FIRST_LOOK_MS = 1000;
const LATER_LOOK_MS = 10_000;

/**
 * @param {string | undefined} framebuffer of our own screen; undefined where there is a real display
 * @param {string} target the PNG
 * @returns {() => void} stops
 */
export function keepScreenshot(framebuffer, target) {
  if (framebuffer === undefined) return () => {};
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.rmSync(target, { force: true });
  let hasPicture = false;
  let isOver = false;
  let timer = setTimeout(look, FIRST_LOOK_MS);
  function look() {
    const isDrawn = takeScreenshot(framebuffer ?? '', target);
    if (isDrawn && !hasPicture) {
      hasPicture = true;
      say('display', `the window can be seen in ${target} (a new picture every ${LATER_LOOK_MS / 1000} s)`);
    }
    if (!isOver) timer = setTimeout(look, hasPicture ? LATER_LOOK_MS : FIRST_LOOK_MS);
    timer.unref();
  }
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/**
 * @param {string} framebuffer
 * @param {string} target
 * @returns {boolean} false while nothing has been drawn; an older picture then stays
 */
export function takeScreenshot(framebuffer, target) {
  try {
    const picture = readXwd(fs.readFileSync(framebuffer));
    if (isBlank(picture)) return false;
    const draft = `${target}.${process.pid}`;
    fs.writeFileSync(draft, encodePng(picture));
    fs.renameSync(draft, target);
    return true;
  } catch {
    return false; // the screen has ended
  }
}
