// @ts-check
/**
 * Names the content of files and folders by hash, so that a step knows whether its work is still good.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * The hash of a file by streaming, so that large ones need no memory.
 * @param {string} file
 * @param {'sha256' | 'sha512'} algorithm
 * @param {'hex' | 'base64'} encoding
 * @returns {Promise<string>}
 */
export async function hashFile(file, algorithm, encoding) {
  const hash = createHash(algorithm);
  for await (const chunk of fs.createReadStream(file)) hash.update(chunk);
  return hash.digest(encoding);
}

/**
 * One sha256 over the names and contents of all given files and folders; missing ones count as absent.
 * @param {string} root
 * @param {string[]} entries relative to root
 * @returns {string} hex
 */
export function hashTree(root, entries) {
  const hash = createHash('sha256');
  for (const entry of entries) {
    for (const file of listFiles(path.join(root, entry))) {
      hash.update(`${path.relative(root, file)}\0`);
      hash.update(createHash('sha256').update(fs.readFileSync(file)).digest());
    }
  }
  return hash.digest('hex');
}

/**
 * All files below a path in a stable order; a file gives itself, a missing path nothing.
 * @param {string} start
 * @returns {string[]}
 */
export function listFiles(start) {
  let stat;
  try {
    stat = fs.statSync(start);
  } catch {
    return [];
  }
  if (!stat.isDirectory()) return [start];
  return fs
    .readdirSync(start)
    .sort()
    .flatMap((name) => listFiles(path.join(start, name)));
}
