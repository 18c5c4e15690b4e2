import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createIdentityFile } from '#main/services/rooms/identity-file';
import { createOwnIdentities } from '#main/services/rooms/own-identities';
import { createFakeClock } from '#test/support/ports';
import { makeTemporaryFolder } from '#test/support/temporary-folder';

const minute = 60_000;

describe('identities of our own observers', () => {
  it('are on the disk before they are given out, and known after a restart', async () => {
    const filePath = path.join(await makeTemporaryFolder(), 'identities.json');
    const clock = createFakeClock();
    const store = createIdentityFile({ filePath, clock });
    const first = await createOwnIdentities({ store, clock });
    await first.issue('gavel-observer-a');
    expect(await fs.readFile(filePath, 'utf8')).toContain('gavel-observer-a');
    const second = await createOwnIdentities({ store, clock });
    expect(second.has('gavel-observer-a')).toBe(true);
    expect(second.has('gavel-observer-b')).toBe(false);
    expect(second.list()).toEqual(['gavel-observer-a']);
  });

  it('are kept while they may be in a room, and 10 min past their end', async () => {
    const filePath = path.join(await makeTemporaryFolder(), 'identities.json');
    const clock = createFakeClock();
    const own = await createOwnIdentities({ store: createIdentityFile({ filePath, clock }), clock });
    await own.issue('long');
    clock.advance(120 * minute);
    expect(own.has('long')).toBe(true);
    await own.end(['long', 'unheard-of']);
    clock.advance(10 * minute - 1);
    expect(own.list()).toEqual(['long']);
    clock.advance(1);
    expect(own.has('long')).toBe(false);
    expect(own.list()).toEqual([]);
    await own.issue('next');
    expect(await fs.readFile(filePath, 'utf8')).not.toContain('long');
  });

  it('end with the app where nobody said so', async () => {
    const filePath = path.join(await makeTemporaryFolder(), 'identities.json');
    const clock = createFakeClock();
    const store = createIdentityFile({ filePath, clock });
    await (await createOwnIdentities({ store, clock })).issue('crashed');
    clock.advance(60 * minute);
    const after = await createOwnIdentities({ store, clock });
    expect(after.has('crashed')).toBe(true);
    clock.advance(10 * minute);
    expect(after.has('crashed')).toBe(false);
  });

  it('start anew from a damaged file, which is set aside', async () => {
    const folder = await makeTemporaryFolder();
    const filePath = path.join(folder, 'identities.json');
    await fs.writeFile(filePath, '{"version":1,"identities":[{"identity":5}]}');
    const clock = createFakeClock();
    expect((await createOwnIdentities({ store: createIdentityFile({ filePath, clock }), clock })).list()).toEqual([]);
    expect((await fs.readdir(folder)).some((name) => name.includes('.damaged-'))).toBe(true);
  });
});
