/** Searches a folder's files for a text in every form in which it may lie there. For proofs that something is not written. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** All files below a folder; what goes away meanwhile is passed over. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** Files, relative to the folder, that hold one of the texts in clear, as UTF-16, in hex or in base64. */
export function findInFiles(folder: string, texts: readonly string[]): string[] {
  const forms = texts.flatMap(listForms);
  return listFiles(folder)
    .filter((file) => {
      const content = readWhole(file);
      return forms.some((form) => content.includes(form));
    })
    .map((file) => path.relative(folder, file))
    .toSorted();
}

/** Files, relative to the folder, whose text matches. */
export function matchInFiles(folder: string, pattern: RegExp): string[] {
  return listFiles(folder)
    .filter((file) => pattern.test(readWhole(file).toString('latin1')))
    .map((file) => path.relative(folder, file))
    .toSorted();
}

function listForms(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  return [
    bytes,
    Buffer.from(text, 'utf16le'),
    Buffer.from(bytes.toString('hex')),
    // Base64 of a longer text shows a part of it in one of three ways, by where the part begins.
    ...[0, 1, 2].flatMap((before) => listBase64(bytes, before)),
  ];
}

function listBase64(bytes: Buffer, before: number): Buffer[] {
  const whole = Buffer.concat([Buffer.alloc(before), bytes]);
  // The first and the last characters also carry neighbours' bits.
  const inner = (form: string): string => form.replace(/=+$/, '').slice(before === 0 ? 0 : before + 1, -1);
  return [Buffer.from(inner(whole.toString('base64'))), Buffer.from(inner(whole.toString('base64url')))];
}

function readWhole(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    // Databases rename and remove files while they are read.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
