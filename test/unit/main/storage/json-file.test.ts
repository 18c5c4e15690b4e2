import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from '#main/storage/json-file';
import { makeTemporaryFolder } from '#test/support/temporary-folder';

const schema = z.strictObject({ count: z.number() });

describe('json file', () => {
  it('reads back what it wrote, readable by the user only', async () => {
    const filePath = path.join(await makeTemporaryFolder(), 'deep', 'file.json');
    await writeJsonFile(filePath, { count: 3 });
    expect(await readJsonFile(filePath, schema, 0)).toEqual({ kind: 'read', value: { count: 3 } });
    expect((await fs.stat(filePath)).mode & 0o777).toBe(0o600);
  });

  it('leaves no temporary file behind', async () => {
    const folder = await makeTemporaryFolder();
    await writeJsonFile(path.join(folder, 'file.json'), { count: 3 });
    expect(await fs.readdir(folder)).toEqual(['file.json']);
  });

  it.each([
    ['text that is not JSON', '{"count":', 'it is not JSON'],
    ['another form', '{"count":"three"}', 'count:'],
  ])('sets %s aside and says why', async (_what, text, reason) => {
    const folder = await makeTemporaryFolder();
    const filePath = path.join(folder, 'file.json');
    await fs.writeFile(filePath, text);
    const content = await readJsonFile(filePath, schema, 0);
    expect(content).toMatchObject({ kind: 'damaged', reason: expect.stringContaining(reason) });
    if (content.kind !== 'damaged') throw new Error('unreachable');
    expect(await fs.readFile(content.setAsidePath, 'utf8')).toBe(text);
    expect(await readJsonFile(filePath, schema, 0)).toEqual({ kind: 'missing' });
  });
});
