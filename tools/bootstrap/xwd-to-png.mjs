// @ts-check
/**
 * Turns the framebuffer file of Xvfb (an X window dump) into a PNG, so that a machine without a display can show
 * what the app looks like. Pure: bytes in, bytes out.
 */
import zlib from 'node:zlib';

const XWD_VERSION = 7;
const Z_PIXMAP = 2;
const COLOR_ENTRY_SIZE = 12;

/**
 * @typedef {object} Picture
 * @property {number} width in pixels
 * @property {number} height in pixels
 * @property {Buffer} rgb three bytes per pixel, row by row
 */

/**
 * Reads a dump of a 24-bit true-colour screen, 32 bits per pixel, as Xvfb writes it.
 * @param {Buffer} dump
 * @returns {Picture}
 * @throws {Error} when it is another kind of dump or cut off
 */
export function readXwd(dump) {
  if (dump.length < 100) throw new Error('the dump is too short for a header');
  /** @param {number} index */
  const field = (index) => dump.readUInt32BE(index * 4);
  const [headerSize, version, format] = [field(0), field(1), field(2)];
  const [width, height, isBigEndian, bitsPerPixel, bytesPerLine] = [field(4), field(5), field(7), field(11), field(12)];
  const masks = [field(14), field(15), field(16)];
  const start = headerSize + field(19) * COLOR_ENTRY_SIZE;
  if (version !== XWD_VERSION || format !== Z_PIXMAP || bitsPerPixel !== 32) {
    throw new Error(`not a dump this can read: version ${version}, format ${format}, ${bitsPerPixel} bits per pixel`);
  }
  if (dump.length < start + bytesPerLine * height) throw new Error('the dump is cut off');
  // Each channel is one whole byte; which one depends on the mask and the byte order.
  const offsets = masks.map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
    return isBigEndian ? 3 - shift / 8 : shift / 8;
  });
  const rgb = Buffer.alloc(width * height * 3);
  let at = 0;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const pixel = start + row * bytesPerLine + column * 4;
      for (const offset of offsets) {
        rgb[at] = dump[pixel + offset] ?? 0;
        at += 1;
      }
    }
  }
  return { width, height, rgb };
}

/** Whether all pixels are the same: then nothing has been drawn yet. @param {Picture} picture */
export function isBlank({ rgb }) {
  return rgb.subarray(3).equals(rgb.subarray(0, rgb.length - 3));
}

/**
 * @param {Picture} picture
 * @returns {Buffer} a PNG file
 */
export function encodePng({ width, height, rgb }) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits per channel, RGB, no interlace
  const rows = Buffer.alloc((width * 3 + 1) * height); // each row begins with its filter: 0, none
  for (let row = 0; row < height; row += 1) {
    rgb.copy(rows, row * (width * 3 + 1) + 1, row * width * 3, (row + 1) * width * 3);
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    encodeChunk('IHDR', header),
    encodeChunk('IDAT', zlib.deflateSync(rows, { level: 6 })),
    encodeChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** @param {string} type @param {Buffer} body */
function encodeChunk(type, body) {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const frame = Buffer.alloc(content.length + 8);
  frame.writeUInt32BE(body.length, 0);
  content.copy(frame, 4);
  frame.writeUInt32BE(computeCrc(content), content.length + 4);
  return frame;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** The checksum that PNG demands; Node 20's zlib has none of its own. @param {Buffer} content */
function computeCrc(content) {
  let crc = 0xffffffff;
  for (const byte of content) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
