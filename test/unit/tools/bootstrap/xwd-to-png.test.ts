import { inflateSync, crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodePng, isBlank, readXwd } from '#tools/bootstrap/xwd-to-png.mjs';

interface DumpOptions {
  width: number;
  height: number;
  /** 0xRRGGBB per pixel, row by row */
  pixels: number[];
  isBigEndian?: boolean;
  /** bytes at the end of each row that belong to no pixel */
  rowPadding?: number;
  version?: number;
}

/** A screen dump as an X server writes it: big-endian header, name, colour table, pixels. */
function buildDump({ width, height, pixels, isBigEndian = false, rowPadding = 0, version = 7 }: DumpOptions): Buffer {
  const name = Buffer.from('screen\0\0');
  const colorCount = 2;
  const bytesPerLine = width * 4 + rowPadding;
  const header = Buffer.alloc(100);
  const fields = [
    100 + name.length,
    version,
    2,
    24,
    width,
    height,
    0,
    isBigEndian ? 1 : 0,
    32,
    0,
    32,
    32,
    bytesPerLine,
  ];
  fields.push(4, 0xff0000, 0x00ff00, 0x0000ff, 8, 256, colorCount);
  fields.forEach((value, index) => header.writeUInt32BE(value, index * 4));
  const body = Buffer.alloc(bytesPerLine * height);
  pixels.forEach((color, index) => {
    const at = Math.floor(index / width) * bytesPerLine + (index % width) * 4;
    if (isBigEndian) body.writeUInt32BE(color, at);
    else body.writeUInt32LE(color, at);
  });
  return Buffer.concat([header, name, Buffer.alloc(colorCount * 12, 0xee), body]);
}

const pixels = [0x112233, 0x445566, 0x778899, 0xaabbcc, 0xddeeff, 0x010203];
const expected = Buffer.from('112233445566778899aabbccddeeff010203', 'hex');

describe('readXwd', () => {
  it('reads colours in both byte orders, past name, colour table and row padding', () => {
    for (const isBigEndian of [false, true]) {
      const picture = readXwd(buildDump({ width: 3, height: 2, pixels, isBigEndian, rowPadding: 8 }));
      expect(picture).toEqual({ width: 3, height: 2, rgb: expected });
    }
  });

  it('refuses another kind of dump and one that is cut off', () => {
    const dump = buildDump({ width: 3, height: 2, pixels });
    expect(() => readXwd(buildDump({ width: 3, height: 2, pixels, version: 6 }))).toThrow('version 6');
    expect(() => readXwd(dump.subarray(0, dump.length - 1))).toThrow('cut off');
    expect(() => readXwd(dump.subarray(0, 40))).toThrow('too short');
  });
});

describe('isBlank', () => {
  it('tells an empty screen from one on which something was drawn', () => {
    expect(isBlank(readXwd(buildDump({ width: 3, height: 2, pixels: Array<number>(6).fill(0x123456) })))).toBe(true);
    expect(isBlank(readXwd(buildDump({ width: 3, height: 2, pixels: [0, 0, 0, 0, 0, 1] })))).toBe(false);
  });
});

describe('encodePng', () => {
  it('writes chunks with right lengths and checksums, and the same pixels', () => {
    const png = encodePng({ width: 3, height: 2, rgb: expected });
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const chunks = new Map<string, Buffer>();
    for (let at = 8; at < png.length;) {
      const length = png.readUInt32BE(at);
      const typed = png.subarray(at + 4, at + 8 + length);
      expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(typed));
      chunks.set(typed.subarray(0, 4).toString(), typed.subarray(4));
      at += 12 + length;
    }
    expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
    expect(chunks.get('IHDR')?.toString('hex')).toBe('00000003000000020802000000');
    const rows = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
    expect(Buffer.concat([rows.subarray(1, 10), rows.subarray(11, 20)])).toEqual(expected);
    expect([rows[0], rows[10]]).toEqual([0, 0]);
  });
});
