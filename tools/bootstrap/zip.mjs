// @ts-check
/**
 * Unpacks zip archives without dependencies: stored and deflated entries, file modes, symbolic links.
 * No zip64, no encryption: an archive that needs them is refused.
 */
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const KIND_MASK = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/**
 * @param {string} archive
 * @param {(name: string) => string | undefined} place where an entry goes; undefined leaves it out
 */
export function unzip(archive, place) {
  const content = fs.readFileSync(archive);
  let at = content.length - 22;
  while (at >= 0 && content.readUInt32LE(at) !== END_OF_DIRECTORY) at -= 1;
  if (at < 0) throw new Error(`${archive} is not a zip archive`);
  const count = content.readUInt16LE(at + 10);
  if (count === 0xffff) throw new Error(`${archive} needs zip64`);
  let entry = content.readUInt32LE(at + 16);
  for (let index = 0; index < count; index += 1) {
    if (content.readUInt32LE(entry) !== DIRECTORY_ENTRY) throw new Error(`${archive}: damaged directory`);
    const nameLength = content.readUInt16LE(entry + 28);
    const name = content.toString('utf8', entry + 46, entry + 46 + nameLength);
    const target = name.endsWith('/') ? undefined : place(name);
    if (target !== undefined) {
      // SECURITY: no entry may climb out of the folder it is placed in.
      if (path.isAbsolute(name) || name.split(/[\\/]/).includes('..'))
        throw new Error(`${archive}: unsafe name ${name}`);
      writeEntry(content, entry, target);
    }
    entry += 46 + nameLength + content.readUInt16LE(entry + 30) + content.readUInt16LE(entry + 32);
  }
}

/**
 * @param {Buffer} content
 * @param {number} entry offset of the directory entry
 * @param {string} target
 */
function writeEntry(content, entry, target) {
  const method = content.readUInt16LE(entry + 10);
  const size = content.readUInt32LE(entry + 20);
  const mode = content.readUInt32LE(entry + 38) >>> 16;
  const local = content.readUInt32LE(entry + 42);
  const start = local + 30 + content.readUInt16LE(local + 26) + content.readUInt16LE(local + 28);
  const raw = content.subarray(start, start + size);
  if (method !== 0 && method !== 8) throw new Error(`${target}: unknown compression ${method}`);
  const data = method === 8 ? zlib.inflateRawSync(raw) : raw;
  fs.mkdirSync(path.dirname(target), { recursive: true });
  if ((mode & KIND_MASK) === SYMBOLIC_LINK) fs.symlinkSync(data.toString(), target);
  else fs.writeFileSync(target, data, { mode: mode & 0o777 || 0o644 });
}
