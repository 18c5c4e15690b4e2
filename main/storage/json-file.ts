/** Small JSON files that are never half-written: temporary file, fsync, rename. Damaged ones are set aside, not lost. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';

export type JsonFileContent<Value> =
  | { kind: 'read'; value: Value }
  | { kind: 'missing' }
  | { kind: 'damaged'; setAsidePath: string; reason: string };

/**
 * Reads and checks a file. A file that is not JSON or does not fit the schema is renamed to `<name>.damaged-<time>`, so
 * that nothing overwrites it. Errors of the disk itself (no permission, for example) reject.
 */
export async function readJsonFile<Value>(
  filePath: string,
  schema: z.ZodType<Value>,
  nowMs: number,
): Promise<JsonFileContent<Value>> {
  let text: string;
  try {
    text = await fs.readFile(filePath, 'utf8');
  } catch (error) {
    if (isMissing(error)) return { kind: 'missing' };
    throw error;
  }
  const parsed = parse(text, schema);
  if ('value' in parsed) return { kind: 'read', value: parsed.value };
  const setAsidePath = `${filePath}.damaged-${new Date(nowMs).toISOString().replaceAll(':', '-')}`;
  await fs.rename(filePath, setAsidePath);
  return { kind: 'damaged', setAsidePath, reason: parsed.reason };
}

/** Writes a file so that a crash at any moment leaves the old or the new content. Readable by the user only. */
export async function writeJsonFile(filePath: string, value: unknown): Promise<void> {
  const folder = path.dirname(filePath);
  await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  const temporaryPath = `${filePath}.${randomBytes(6).toString('hex')}.tmp`;
  // SECURITY: profiles and settings are nobody else's business on a shared machine (0600).
  const file = await fs.open(temporaryPath, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(value, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await fs.rename(temporaryPath, filePath);
  await syncFolder(folder);
}

function parse<Value>(text: string, schema: z.ZodType<Value>): { value: Value } | { reason: string } {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { reason: 'it is not JSON' };
  }
  const checked = schema.safeParse(raw);
  if (checked.success) return { value: checked.data };
  const issue = checked.error.issues[0];
  return { reason: issue ? `${issue.path.join('.') || 'content'}: ${issue.message}` : 'it has an unknown form' };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** A rename is durable only once its folder is; Windows cannot sync folders and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await fs.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
