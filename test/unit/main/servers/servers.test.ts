/** The saved servers: what is kept where, and when a secret must be entered again. Files and vault are the real ones. */
import { cpSync, rmSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ServerDraft, ServerProfile } from '#contract/domain/server-profile';
import type { ServerList } from '#contract/channels';
import { createServers, type ServersService } from '#main/services/servers/servers';
import { createVault, type Vault } from '#main/services/vault/vault';
import {
  createFakeCipher,
  createFakeClock,
  createRecordingEvents,
  createRecordingLogger,
  createRecordingWindows,
} from '#test/support/ports';
import { makeTemporaryFolder } from '#test/support/temporary-folder';

const secret = 'entered-for-the-first-address-91c2';
const draft: ServerDraft & { apiSecret: string } = {
  name: 'Stage',
  url: 'wss://stage.example.com',
  apiKey: 'APIstage',
  apiSecret: secret,
  colour: 'teal',
  environment: 'staging',
  observerMode: 'levels',
};
/** As the form hands it over when the stored secret is to be kept. */
const { apiSecret: _entered, ...draftWithoutSecret } = draft;

interface Stage {
  folder: string;
  servers: ServersService;
  vault: Vault;
  cipher: ReturnType<typeof createFakeCipher>;
  windows: ReturnType<typeof createRecordingWindows>;
  events: ReturnType<typeof createRecordingEvents>;
  questions: string[];
  readFiles(): Promise<string>;
}

/** Services over a folder, as a start of the app makes them. `answer` is what the moderator says when main asks. */
async function start(
  folder: string,
  { answer = true, onSecretWritten }: { answer?: boolean; onSecretWritten?: () => void } = {},
): Promise<Stage> {
  const clock = createFakeClock();
  const cipher = createFakeCipher();
  const windows = createRecordingWindows();
  const events = createRecordingEvents();
  const questions: string[] = [];
  const vault = await createVault({
    filePath: path.join(folder, 'vault.json'),
    cipher,
    clock,
    logger: createRecordingLogger(),
  });
  const servers = await createServers({
    filePath: path.join(folder, 'servers.json'),
    clock,
    vault: {
      ...vault,
      keep: (serverId, purpose, given, apply) =>
        vault.keep(serverId, purpose, given, () => {
          onSecretWritten?.();
          return apply?.() ?? { written: Promise.resolve(), undo: () => undefined };
        }),
    },
    events,
    windows,
    confirm: async ({ title, detail }) => {
      // Nothing may be gone before the question is answered.
      questions.push(
        `${title} ${detail} (${(await servers.list()).servers.length} there, ${windows.calls.length} closed)`,
      );
      return answer;
    },
  });
  return {
    folder,
    servers,
    vault,
    cipher,
    windows,
    events,
    questions,
    async readFiles() {
      const names = await fs.readdir(folder);
      const texts = await Promise.all(names.map((name) => fs.readFile(path.join(folder, name), 'utf8')));
      return texts.join('\n');
    },
  };
}

async function startWithServer(options: { answer?: boolean } = {}): Promise<Stage & { saved: ServerProfile }> {
  const stage = await start(await makeTemporaryFolder(), options);
  const saved = await stage.servers.save(draft);
  if (!saved.ok) throw new Error(saved.error.message);
  return { ...stage, saved: saved.value };
}

async function readSecret({ servers }: Stage, serverId: string): Promise<string> {
  const access = await servers.findAccess(serverId);
  return access.ok ? access.value.apiSecret : access.error.code;
}

describe('a server that is added', () => {
  it('survives a restart, with its secret in the vault and in no profile', async () => {
    const { folder, saved, events, servers } = await startWithServer();
    expect(saved).toMatchObject({ name: 'Stage', secretState: 'stored', isTemporary: false });
    expect(saved).not.toHaveProperty('apiSecret');
    expect(events.sent.at(-1)).toMatchObject({ to: '*', channel: 'servers:list-changed' });
    // Windows of servers are told of each other by name alone.
    const named = events.sent.findLast(({ channel }) => channel === 'servers:names-changed')?.payload;
    expect(named).toEqual(servers.listNames());
    expect(Object.keys(servers.listNames()[0] ?? {}).toSorted()).toEqual(['colour', 'environment', 'id', 'name']);
    expect(named).toMatchObject([{ name: 'Stage', colour: 'teal', environment: 'staging' }]);
    expect(JSON.stringify(named)).not.toMatch(/APIstage|example\.com/);
    expect((events.sent.at(-1)?.payload as ServerList | undefined)?.servers).toEqual([saved]);
    const again = await start(folder);
    expect((await again.servers.list()).servers).toEqual([saved]);
    expect(await again.servers.findAccess(saved.id)).toMatchObject({
      ok: true,
      value: { apiOrigin: 'https://stage.example.com', signalOrigin: 'wss://stage.example.com', apiSecret: secret },
    });
  });

  it('is refused without a secret, and nothing is written', async () => {
    const stage = await start(await makeTemporaryFolder());
    expect(await stage.servers.save(draftWithoutSecret)).toMatchObject({
      ok: false,
      error: { code: 'secret_missing', detail: { field: 'apiSecret' } },
    });
    expect(await fs.readdir(stage.folder)).toEqual([]);
    expect((await stage.servers.list()).servers).toEqual([]);
  });

  it('is refused with an address that is none', async () => {
    const stage = await start(await makeTemporaryFolder());
    expect(await stage.servers.save({ ...draft, url: 'ftp://stage.example.com' })).toMatchObject({ ok: false });
    expect(await fs.readdir(stage.folder)).toEqual([]);
  });

  it('never gets an id that another one has', async () => {
    const { servers } = await start(await makeTemporaryFolder());
    for (let count = 0; count < 20; count += 1) await servers.save(draft);
    const ids = (await servers.list()).servers.map(({ id }) => id);
    expect(new Set(ids).size).toBe(20);
    expect(ids.every((id) => /^[a-z0-9]{16,32}$/.test(id))).toBe(true);
  });
});

describe('a server that is edited', () => {
  it.each([
    ['host', 'wss://elsewhere.example.com'],
    ['port', 'wss://stage.example.com:7443'],
    ['scheme', 'ws://stage.example.com'],
  ])('is asked for its secret again when the %s changed, and until then nothing is', async (_what, url) => {
    const stage = await startWithServer();
    const before = await stage.readFiles();
    expect(await stage.servers.save({ ...draftWithoutSecret, url }, stage.saved.id)).toMatchObject({
      ok: false,
      error: { code: 'secret_missing', message: expect.stringContaining('address changed') as string },
    });
    expect(await stage.readFiles()).toBe(before);
    expect(stage.servers.find(stage.saved.id)).toEqual(stage.saved);
    expect(stage.windows.calls).toEqual([]);

    expect(await stage.servers.save({ ...draft, url, apiSecret: 'the-other-secret' }, stage.saved.id)).toMatchObject({
      ok: true,
      value: { id: stage.saved.id },
    });
    expect(stage.windows.calls).toEqual([`closeServer ${stage.saved.id}`]);
    expect(await readSecret(stage, stage.saved.id)).toBe('the-other-secret');
  });

  it('loses its windows when its observer mode becomes stricter, for their sessions may listen; not the other way', async () => {
    const stage = await startWithServer();
    expect(await stage.servers.save({ ...draftWithoutSecret, name: 'Renamed' }, stage.saved.id)).toMatchObject({
      ok: true,
    });
    expect(stage.windows.calls, 'control: any other change keeps them').toEqual([]);
    const strict = { ...draftWithoutSecret, observerMode: 'strict' } as const;
    expect(await stage.servers.save(strict, stage.saved.id)).toMatchObject({ ok: true });
    expect(stage.windows.calls).toEqual([`closeServer ${stage.saved.id}`]);
    expect(await stage.servers.save(draftWithoutSecret, stage.saved.id)).toMatchObject({ ok: true });
    expect(stage.windows.calls).toHaveLength(1);
  });

  it('asks with the count of drafts before its window closes, and saves nothing where they are kept', async () => {
    for (const answer of [false, true]) {
      const stage = await startWithServer({ answer });
      const strict = { ...draftWithoutSecret, observerMode: 'strict' } as const;
      stage.windows.draftCount = 2;
      const renamed = await stage.servers.save({ ...draftWithoutSecret, name: 'Renamed' }, stage.saved.id);
      expect(renamed.ok).toBe(true);
      expect(stage.questions, 'control: a window that stays is not asked about').toEqual([]);
      const before = await stage.readFiles();
      const saved = await stage.servers.save(strict, stage.saved.id);
      expect(stage.questions).toEqual([expect.stringMatching(/^Close the window of Renamed with 2 unsaved drafts\?/)]);
      expect(saved.ok).toBe(answer);
      if (!saved.ok) expect(saved.error.code).toBe('declined');
      expect(stage.windows.calls).toEqual(answer ? [`closeServer ${stage.saved.id}`] : []);
      expect((await stage.readFiles()) === before).toBe(!answer);
    }
  });

  it('tells its window of another secret, and closes nothing', async () => {
    const stage = await startWithServer();
    const told = () => stage.events.sent.filter(({ channel }) => channel === 'servers:access-changed');
    await stage.servers.save({ ...draftWithoutSecret, name: 'Renamed' }, stage.saved.id);
    expect(told(), 'control: not of another name').toEqual([]);
    await stage.servers.save({ ...draftWithoutSecret, apiSecret: 'rotated' }, stage.saved.id);
    expect(told()).toMatchObject([{ to: stage.saved.id }]);
    expect(stage.windows.calls).toEqual([]);
  });

  it('is asked for the secret of another key, and keeps its windows', async () => {
    const stage = await startWithServer();
    const changed = { ...draftWithoutSecret, apiKey: 'APIother' };
    expect(await stage.servers.save(changed, stage.saved.id)).toMatchObject({
      ok: false,
      error: { code: 'secret_missing', message: expect.stringContaining('key changed') as string },
    });
    expect(await stage.servers.save({ ...changed, apiSecret: 'for-the-other-key' }, stage.saved.id)).toMatchObject({
      ok: true,
      value: { apiKey: 'APIother' },
    });
    expect(await readSecret(stage, stage.saved.id)).toBe('for-the-other-key');
    expect(stage.windows.calls).toEqual([]);
  });

  it.each([
    ['the very same address', 'wss://stage.example.com'],
    ['the same origin in other words', 'https://STAGE.example.com:443/'],
  ])('keeps its secret and its windows with %s', async (_what, url) => {
    const stage = await startWithServer();
    const edited = {
      ...draftWithoutSecret,
      url,
      name: 'Main stage',
      colour: 'plum',
      environment: 'production',
    } as const;
    expect(await stage.servers.save(edited, stage.saved.id)).toMatchObject({
      ok: true,
      value: { id: stage.saved.id, name: 'Main stage', url: 'wss://stage.example.com', secretState: 'stored' },
    });
    expect(await readSecret(stage, stage.saved.id)).toBe(secret);
    expect(stage.windows.calls).toEqual([]);
  });

  it('that was deleted meanwhile is not brought back', async () => {
    const stage = await startWithServer();
    await stage.servers.remove(stage.saved.id);
    expect(await stage.servers.save(draft, stage.saved.id)).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect((await stage.servers.list()).servers).toEqual([]);
  });
});

describe('production', () => {
  it.each(['ws://stage.example.com', 'http://192.0.2.7:7880'])('is refused over %s', async (url) => {
    const stage = await start(await makeTemporaryFolder());
    const wish = { ...draft, url };
    expect(await stage.servers.save({ ...wish, environment: 'production' })).toMatchObject({
      ok: false,
      error: { code: 'production_needs_tls', detail: { field: 'url' } },
    });
    expect(await fs.readdir(stage.folder)).toEqual([]);
    // Control: it is the environment that makes it wrong.
    expect(await stage.servers.save({ ...wish, environment: 'staging' })).toMatchObject({ ok: true });
  });

  it.each(['wss://stage.example.com', 'ws://localhost:7880', 'ws://127.0.0.1:7880', 'ws://[::1]:7880'])(
    'may be %s',
    async (url) => {
      const { servers } = await start(await makeTemporaryFolder());
      expect(await servers.save({ ...draft, url, environment: 'production' })).toMatchObject({ ok: true });
    },
  );

  it('is not reached by an edit of the environment alone', async () => {
    const stage = await start(await makeTemporaryFolder());
    const saved = await stage.servers.save({ ...draft, url: 'ws://stage.example.com' });
    if (!saved.ok) throw new Error(saved.error.message);
    const edited = { ...draftWithoutSecret, url: 'ws://stage.example.com', environment: 'production' } as const;
    expect(await stage.servers.save(edited, saved.value.id)).toMatchObject({
      ok: false,
      error: { code: 'production_needs_tls' },
    });
    expect(stage.servers.find(saved.value.id)?.environment).toBe('staging');
  });
});

describe('a temporary server', () => {
  const demo = { name: 'Demo', url: 'ws://127.0.0.1:7880', apiKey: 'APIdemo-key', apiSecret: 'demo-secret-5e77' };

  it('is listed and reached, and is never written: not when added, not with others, not when edited', async () => {
    const stage = await startWithServer();
    const added = await stage.servers.addTemporary(demo);
    if (!added.ok) throw new Error(added.error.message);
    expect(added.value).toMatchObject({ name: 'Demo', isTemporary: true, secretState: 'session' });
    expect(await readSecret(stage, added.value.id)).toBe(demo.apiSecret);
    await stage.servers.save({ ...draft, name: 'Saved beside it' });
    const { name, url, apiKey } = demo;
    const edited = { ...draft, name: `${name} edited`, url, apiKey, apiSecret: 'demo-secret-changed-5e77' };
    expect(await stage.servers.save(edited, added.value.id)).toMatchObject({ ok: true, value: { isTemporary: true } });

    const written = await stage.readFiles();
    expect(written, 'control: what is saved is in the files').toContain('Saved beside it');
    for (const text of [demo.apiKey, demo.apiSecret, edited.apiSecret, added.value.id, 'Demo']) {
      expect(written).not.toContain(text);
    }
    // The fake keystore writes hex in base64, the vault its mark before each secret; the saved server's secret is the control that this is how it would look.
    const asStored = (text: string, purpose: [string, string]): string =>
      Buffer.from(`first:${Buffer.from(`gavel-secret ${JSON.stringify(purpose)}:${text}`).toString('hex')}`).toString(
        'base64',
      );
    expect(written).toContain(asStored(secret, [draft.url, draft.apiKey]));
    expect(written).not.toContain(asStored(demo.apiSecret, [url, apiKey]));
    expect(written).not.toContain(asStored(edited.apiSecret, [url, apiKey]));
    const again = await start(stage.folder);
    expect((await again.servers.list()).servers.map((server) => server.name)).toEqual(['Stage', 'Saved beside it']);
  });

  it('that is deleted leaves the saved ones alone', async () => {
    const stage = await startWithServer();
    const added = await stage.servers.addTemporary(demo);
    if (!added.ok) throw new Error(added.error.message);
    await stage.servers.remove(added.value.id);
    expect((await stage.servers.list()).servers).toEqual([stage.saved]);
    expect(await readSecret(stage, added.value.id)).toBe('not_found');
  });
});

describe('a damaged file', () => {
  it('is set aside whole and named in every list, and the next save does not touch it', async () => {
    const folder = await makeTemporaryFolder();
    const damaged = '{"version":1,"servers":[{"id":"abc"';
    await fs.writeFile(path.join(folder, 'servers.json'), damaged);
    const { servers, events } = await start(folder);
    const list = await servers.list();
    expect(list).toMatchObject({ servers: [], damagedFile: { reason: 'it is not JSON' } });
    const setAside = list.damagedFile?.path ?? '';
    expect(path.dirname(setAside)).toBe(folder);
    await servers.save(draft);
    expect(await fs.readFile(setAside, 'utf8')).toBe(damaged);
    expect(events.sent.at(-1)?.payload).toMatchObject({ damagedFile: { path: setAside } });
    expect(
      (await (await start(folder)).servers.list()).damagedFile,
      'control: a sound file is not named',
    ).toBeUndefined();
  });

  it('of another form is told with the member at fault', async () => {
    const folder = await makeTemporaryFolder();
    await fs.writeFile(path.join(folder, 'servers.json'), '{"version":1,"servers":[{"id":"UPPER"}]}');
    const { servers } = await start(folder);
    expect((await servers.list()).damagedFile?.reason).toContain('servers.0.id');
  });
});

describe('deleting', () => {
  it('names the drafts that go with the window', async () => {
    const stage = await startWithServer({ answer: false });
    stage.windows.draftCount = 1;
    await stage.servers.remove(stage.saved.id);
    stage.windows.draftCount = 0;
    await stage.servers.remove(stage.saved.id);
    expect(stage.questions.map((question) => question.includes('1 unsaved draft in it is lost'))).toEqual([
      true,
      false,
    ]);
  });

  it('asks in main first, then closes the windows and forgets profile and secret', async () => {
    const stage = await startWithServer();
    expect(await stage.servers.remove(stage.saved.id)).toEqual({ ok: true, value: { isDeleted: true } });
    expect(stage.questions).toEqual([
      expect.stringMatching(/^Delete Stage\?.*stage\.example\.com.*\(1 there, 0 closed\)$/),
    ]);
    expect(stage.windows.calls).toEqual([`closeServer ${stage.saved.id}`]);
    expect(stage.vault.stateOf(stage.saved.id, { origin: stage.saved.url, apiKey: stage.saved.apiKey })).toBe(
      'missing',
    );
    expect(await stage.readFiles()).not.toContain(stage.saved.id);
    expect((await (await start(stage.folder)).servers.list()).servers).toEqual([]);
  });

  it('that is declined changes nothing', async () => {
    const stage = await startWithServer({ answer: false });
    const before = await stage.readFiles();
    expect(before, 'control: it is in the files').toContain(stage.saved.id);
    expect(await stage.servers.remove(stage.saved.id)).toEqual({ ok: true, value: { isDeleted: false } });
    expect(stage.questions).toHaveLength(1);
    expect(stage.windows.calls).toEqual([]);
    expect(await stage.readFiles()).toBe(before);
    expect(await readSecret(stage, stage.saved.id)).toBe(secret);
  });

  it('of a server that is not there asks nothing', async () => {
    const stage = await startWithServer();
    expect(await stage.servers.remove('nobodynobodynobody')).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(stage.questions).toEqual([]);
  });
});

describe('without a keystore', () => {
  it('a secret lives for the session, and after a restart it is asked for', async () => {
    const stage = await start(await makeTemporaryFolder());
    stage.cipher.isAvailable = false;
    const saved = await stage.servers.save(draft);
    if (!saved.ok) throw new Error(saved.error.message);
    expect(saved.value.secretState).toBe('session');
    expect((await stage.servers.list()).protection.isAvailable).toBe(false);
    const again = await start(stage.folder);
    expect(again.servers.find(saved.value.id)?.secretState).toBe('missing');
    expect(await readSecret(again, saved.value.id)).toBe('secret_missing');
  });
});

describe('a new secret for a new address', () => {
  const moved = { ...draft, url: 'wss://other.example.com', apiSecret: 'entered-for-the-second-address-44ab' };
  const oldAccess = { ok: true, value: { apiOrigin: 'https://stage.example.com', apiSecret: secret } };

  async function saveFirst(): Promise<Stage & { id: string }> {
    const stage = await start(await makeTemporaryFolder());
    const saved = await stage.servers.save(draft);
    if (!saved.ok) throw new Error(saved.error.message);
    return { ...stage, id: saved.value.id };
  }

  it('never signs for the old one when the keyring refuses to encrypt it', async () => {
    const { servers, cipher, id } = await saveFirst();
    cipher.encrypt = async () => {
      throw new Error('the prompt was dismissed');
    };
    await expect(servers.save(moved, id)).rejects.toThrow('dismissed');
    expect(await servers.findAccess(id)).toMatchObject(oldAccess);
  });

  it('never signs for the old one while it is encrypted', async () => {
    const { servers, cipher, id } = await saveFirst();
    const encrypt = cipher.encrypt.bind(cipher);
    let during: unknown;
    cipher.encrypt = async (text) => {
      during = await servers.findAccess(id);
      return encrypt(text);
    };
    expect(await servers.save(moved, id)).toMatchObject({ ok: true });
    expect(during).toMatchObject(oldAccess);
    const newAccess = { apiOrigin: 'https://other.example.com', apiSecret: moved.apiSecret };
    expect(await servers.findAccess(id)).toMatchObject({ ok: true, value: newAccess });
  });

  it('is taken back with it when the profile cannot be written', async () => {
    const { servers, folder, id } = await saveFirst();
    await fs.rm(path.join(folder, 'servers.json'));
    await fs.mkdir(path.join(folder, 'servers.json', 'in-the-way'), { recursive: true });
    await expect(servers.save(moved, id)).rejects.toThrow();
    expect(await servers.findAccess(id)).toMatchObject(oldAccess);
    await fs.rm(path.join(folder, 'servers.json'), { recursive: true });
    const kept = await (await start(folder)).vault.read(id, { origin: draft.url, apiKey: draft.apiKey });
    expect(kept).toEqual({ ok: true, value: secret });
  });

  it('never signs for the old one when the app is killed between the two files', async () => {
    const folder = await makeTemporaryFolder();
    const atKill = path.join(await makeTemporaryFolder(), 'at-kill');
    const stage = await start(folder, { onSecretWritten: () => cpSync(folder, atKill, { recursive: true }) });
    const saved = await stage.servers.save(draft);
    if (!saved.ok) throw new Error(saved.error.message);
    const { id } = saved.value;
    rmSync(atKill, { recursive: true });
    expect(await stage.servers.save(moved, id)).toMatchObject({ ok: true });

    const killed = await start(atKill);
    expect(killed.servers.find(id)).toMatchObject({ url: draft.url, secretState: 'missing' });
    expect(await killed.servers.findAccess(id)).toMatchObject({
      ok: false,
      error: { code: 'secret_missing', detail: { likelyCause: expect.stringContaining('another address') as string } },
    });
    // Control: the new secret is what lies there, and once the address is the new one too it is used.
    const completed = { origin: moved.url, apiKey: moved.apiKey };
    expect(await killed.vault.read(id, completed)).toEqual({ ok: true, value: moved.apiSecret });
    expect(await (await start(folder)).servers.findAccess(id)).toMatchObject({
      ok: true,
      value: { apiOrigin: 'https://other.example.com', apiSecret: moved.apiSecret },
    });
  });
});
