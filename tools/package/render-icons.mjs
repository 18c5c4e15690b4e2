// @ts-check
/**
 * Makes the icons of all systems from packaging/icon.svg; run by hand after the drawing has changed, its results are
 * committed. Needs a Chromium:  node tools/package/render-icons.mjs /usr/bin/chromium
 */
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

import { repositoryRoot } from '../bootstrap/paths.mjs';

const FOLDER = path.join(repositoryRoot, 'packaging');
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];
/** Apple's names for PNG images of one size. @type {[string, number][]} */
const ICNS_ENTRIES = [
  ['icp4', 16],
  ['icp5', 32],
  ['icp6', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
];

const browser = await chromium.launch({ executablePath: process.argv[2] ?? '/usr/bin/chromium' });
const svg = fs.readFileSync(path.join(FOLDER, 'icon.svg'), 'utf8');
/** @type {Map<number, Buffer>} */
const pictures = new Map();
for (const size of SIZES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  pictures.set(size, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();

fs.mkdirSync(path.join(FOLDER, 'icons'), { recursive: true });
for (const [size, picture] of pictures) {
  if (size <= 512) fs.writeFileSync(path.join(FOLDER, 'icons', `${size}x${size}.png`), picture);
}
fs.writeFileSync(path.join(FOLDER, 'icon.ico'), makeIco());
fs.writeFileSync(path.join(FOLDER, 'icon.icns'), makeIcns());

/** Windows' container: a directory of entries, then the PNG files. */
function makeIco() {
  const head = Buffer.alloc(6 + 16 * ICO_SIZES.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(ICO_SIZES.length, 4);
  let offset = head.length;
  for (const [index, size] of ICO_SIZES.entries()) {
    const at = 6 + 16 * index;
    const { length } = take(size);
    head.writeUInt8(size % 256, at); // 0 means 256
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += length;
  }
  return Buffer.concat([head, ...ICO_SIZES.map(take)]);
}

/** macOS' container: name, length and PNG file of each. */
function makeIcns() {
  const entries = ICNS_ENTRIES.flatMap(([name, size]) => [frame(name, take(size).length), take(size)]);
  const body = Buffer.concat(entries);
  return Buffer.concat([frame('icns', body.length), body]);
}

/** @param {string} name @param {number} length without these eight bytes */
function frame(name, length) {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32BE(length + 8, 4);
  return head;
}

/** @param {number} size */
function take(size) {
  const picture = pictures.get(size);
  if (!picture) throw new Error(`no picture of ${size} pixels`);
  return picture;
}
