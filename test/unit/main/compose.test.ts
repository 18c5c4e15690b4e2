/** What the services owe each other when the app closes. */
import { expect, it } from 'vitest';
import { maxOpenRooms } from '#contract/domain/open-rooms';
import { createServices, type Services } from '#main/services/compose';
import type { HttpFetch } from '#main/services/ports';
import {
  createFakeCipher,
  createRealClock,
  createRecordingEvents,
  createRecordingLogger,
  createRecordingWindows,
} from '#test/support/ports';
import { makeTemporaryFolder } from '#test/support/temporary-folder';

const window = { windowId: 7, serverId: '' };
const storageWorkerUrl = new URL('../../../main/storage/worker.ts', import.meta.url);

/** A server on which every room is open and empty. */
const answer: HttpFetch = async (url, { body = '{}' }) => {
  const { names = [] } = JSON.parse(body) as { names?: string[] };
  const rooms = names.map((name) => ({ name, sid: `RM_${name}` }));
  const text = JSON.stringify(url.endsWith('/ListRooms') ? { rooms } : {});
  return { status: 200, headers: { get: () => null }, text: async () => text };
};

function start(dataFolder: string): Promise<Services> {
  return createServices({
    clock: createRealClock(),
    http: answer,
    cipher: createFakeCipher(),
    events: createRecordingEvents(),
    confirm: async () => true,
    windows: createRecordingWindows(),
    checkNetwork: {
      findProxy: async () => undefined,
      lookUpName: async () => [],
      inspectTls: async () => ({ kind: 'none', words: '' }),
    },
    probes: { openProbe: () => ({ windowId: -1, close: () => undefined }) },
    logger: createRecordingLogger(),
    redact: (text) => text,
    dataFolder,
    storageWorkerUrl,
  });
}

async function joinRooms(services: Services, names: readonly string[]): Promise<void> {
  const saved = await services.servers.addTemporary({
    name: 'Demo',
    url: 'ws://127.0.0.1:9',
    apiKey: 'key',
    apiSecret: 'a secret that is long enough to sign with',
  });
  if (!saved.ok) throw new Error(saved.error.message);
  window.serverId = saved.value.id;
  services.attachWindow(window);
  for (const room of names) {
    const granted = await services.rooms.joinRoom(window, room);
    if (!granted.ok) throw new Error(granted.error.message);
    await services.rooms.reportJoin(window, { joinId: granted.value.joinId, outcome: 'joined' });
  }
}

it.each([
  ['a window that closed just before', (services: Services) => services.detachWindow(window.windowId)],
  ['a window that is still open', () => undefined],
])('closing waits until every room of %s is recorded as left', async (_whose, close) => {
  const folder = await makeTemporaryFolder();
  const names = ['a', 'b', 'c'];
  const services = await start(folder);
  await joinRooms(services, names);
  close(services);
  await services.dispose();
  const later = await start(folder);
  const rows = await later.audit.list(undefined, 100);
  await later.dispose();
  const left = rows.filter(({ verb, outcome }) => verb === 'leave' && outcome === 'left');
  expect(left.map(({ room }) => room).toSorted()).toEqual(names);
});

it('a window holds so many rooms at most, whatever it asks for', async () => {
  const services = await start(await makeTemporaryFolder());
  await joinRooms(
    services,
    Array.from({ length: maxOpenRooms }, (_, index) => `room-${index}`),
  );
  expect(await services.rooms.joinRoom(window, 'one-more')).toMatchObject({ error: { code: 'limit_exceeded' } });
  expect(await services.rooms.joinRoom(window, 'room-0'), 'one that it holds is joined anew').toMatchObject({
    ok: true,
  });
  await services.rooms.leaveRoom(window, 'room-0');
  expect(await services.rooms.joinRoom(window, 'one-more')).toMatchObject({ ok: true });
  await services.dispose();
});
