// @ts-check
/**
 * Writes a small, flat asar archive: just enough for Electron's `default_app.asar`.
 */

/**
 * @param {Record<string, string>} files name → text
 * @returns {Buffer}
 */
export function makeAsar(files) {
  /** @type {Record<string, {size: number, offset: string}>} */
  const entries = {};
  const bodies = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const body = Buffer.from(text);
    entries[name] = { size: body.length, offset: String(offset) };
    bodies.push(body);
    offset += body.length;
  }
  const json = Buffer.from(JSON.stringify({ files: entries }));
  const paddedLength = Math.ceil(json.length / 4) * 4;
  // Two nested "pickles": the size of the header, then the header as a length-prefixed string, padded to four bytes.
  const head = Buffer.alloc(16 + paddedLength);
  head.writeUInt32LE(4, 0);
  head.writeUInt32LE(8 + paddedLength, 4);
  head.writeUInt32LE(4 + paddedLength, 8);
  head.writeUInt32LE(json.length, 12);
  json.copy(head, 16);
  return Buffer.concat([head, ...bodies]);
}
