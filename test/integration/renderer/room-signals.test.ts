/** What comes without media: speaking, level, quality, data and streams, heard by the renderer's session in Chromium. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createApiClients } from '#tools/api-clients.ts';
import { startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { createAccessToken } from '#tools/people/access-token.ts';
import { RtcPerson } from '#tools/people/rtc-person.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { startRoomPages, type RoomPages, type TestedPage } from './open-room-page.ts';

let server: LivekitServer;
let pages: RoomPages;
let mei: RtcPerson;
const open: TestedPage[] = [];

beforeAll(async () => {
  [server, pages] = await Promise.all([startLivekitServer(), startRoomPages()]);
  mei = new RtcPerson({
    server,
    room: 'talk',
    identity: 'mei',
    hasMicrophone: true,
    hasCamera: true,
    grants: { canPublish: true, canPublishData: true, canSubscribe: true, canUpdateOwnMetadata: true },
  });
  await mei.join();
});

afterEach(async () => {
  for (const page of open.splice(0)) await page.close();
});

afterAll(async () => {
  await mei.leave();
  await pages.dispose();
  await server.dispose();
});

async function openRoom(mode: 'levels' | 'strict'): Promise<TestedPage> {
  const page = await pages.open(server, mode);
  open.push(page);
  await page.call('open', 'talk');
  await waitUntil(async () => (await page.call('status')).state === 'live', { what: `live in ${mode} mode` });
  return page;
}

const signalColumns = ['mic', 'camera', 'speaking', 'level', 'quality'];

async function signalsOf(page: TestedPage) {
  return (await page.call('cells', signalColumns))['mei'];
}

/** Bytes of media that come while mei, who is talking, falls silent and is heard again. */
async function readGrowthWhileTalking(page: TestedPage): Promise<number> {
  const before = await page.call('mediaBytes');
  for (const isTalking of [false, true]) {
    mei.setTalking(isTalking);
    await waitUntil(async () => (await signalsOf(page))?.['speaking'] === isTalking, {
      what: `mei to be heard ${isTalking ? 'talking' : 'silent'}`,
    });
  }
  return (await page.call('mediaBytes')) - before;
}

describe('levels mode', () => {
  it('hears who speaks, how loud and how well, with no media', async () => {
    mei.setTalking(false);
    const page = await openRoom('levels');
    await waitUntil(async () => (await page.call('events')).some(({ type }) => type === 'track-subscribed'), {
      what: 'the microphone to be watched',
    });
    expect((await signalsOf(page))?.['speaking'] ?? undefined, 'nothing was reported yet').toBeUndefined();
    mei.setTalking(true);
    await waitUntil(async () => (await signalsOf(page))?.['speaking'] === true, { what: 'mei to be heard' });
    expect(await signalsOf(page)).toMatchObject({ mic: 'live', camera: 'live' });
    expect((await signalsOf(page))?.['level']).toBeGreaterThan(0);
    await waitUntil(async () => (await signalsOf(page))?.['quality'] === 'excellent', { what: 'a report of quality' });
    expect(await readGrowthWhileTalking(page)).toBe(0);
    expect(await page.call('mediaBytes'), 'not even a first packet').toBe(0);

    mei.setMuted(true);
    await waitUntil(async () => (await signalsOf(page))?.['mic'] === 'muted', { what: 'the mute' });
    await waitUntil(async () => (await signalsOf(page))?.['level'] === 0);
    expect(await signalsOf(page)).toMatchObject({ speaking: false, level: 0 });
    mei.setMuted(false);
    await waitUntil(async () => (await signalsOf(page))?.['mic'] === 'live', { what: 'the unmute' });

    const types = (await page.call('events')).filter(({ who }) => who === 'mei').map(({ type }) => type);
    expect(types).toContain('speaking');
    expect(types).toContain('quality');
    expect(
      types.filter((type) => type === 'track-subscribed'),
      'never the camera',
    ).toHaveLength(1);
    expect(types.filter((type) => type === 'track-muted')).toHaveLength(1);
    expect(types.filter((type) => type === 'track-unmuted')).toHaveLength(1);
    expect(page.complaints).toEqual([]);

    const token = createAccessToken(server.apiKey, server.apiSecret, {
      identity: 'control',
      grants: { roomJoin: true, room: 'talk' },
    });
    await page.call('joinPlainly', server.url, token);
    await waitUntil(async () => (await readGrowthWhileTalking(page)) > 2_000, { what: 'the control to receive media' });
  });

  it('writes data and streams of any topic down, the first message of it included', async () => {
    const page = await openRoom('levels');
    const long = 'x'.repeat(60_000);
    await mei.sendText('hello all', 'lk.chat');
    await mei.sendText('first of an unusual topic', 'my-topic');
    await mei.sendText(long, 'my-topic');
    await mei.sendData('{"a":1}', 'poll');
    const rows = await waitUntil(
      async () => {
        const all = (await page.call('events')).filter(({ type }) => ['chat', 'text-stream', 'data'].includes(type));
        return all.length >= 4 && all;
      },
      { what: 'four rows' },
    );
    expect(rows).toHaveLength(4);
    expect(rows.find(({ type }) => type === 'chat')).toMatchObject({ who: 'mei', after: 'hello all' });
    expect(rows.find(({ type }) => type === 'data')).toMatchObject({ who: 'mei', after: '{"a":1}' });
    const streams = rows.filter(({ type }) => type === 'text-stream');
    expect(new Set(streams.map(({ after }) => after?.length))).toEqual(new Set([25, 16_384]));
    expect(streams.find(({ after }) => (after?.length ?? 0) > 100)?.details).toContain('60000 characters · cut');

    const bytes = 'b'.repeat(20_000);
    await mei.sendData('gone', 'poll', false);
    await mei.sendBytes(new TextEncoder().encode(bytes), 'my-file');
    const topics = await waitUntil(
      async () => {
        const all = await page.call('topics');
        return all.length >= 5 && all;
      },
      { what: 'five topics' },
    );
    const find = (kind: string, topic: string) => topics.find((row) => row.kind === kind && row.topic === topic);
    expect(find('text stream', 'my-topic')).toMatchObject({ messageCount: 2, totalBytes: 60_025, lastWho: 'mei' });
    expect(find('text stream', 'my-topic')?.payload, 'whole, or the inline one that came last').toMatch(
      /^x{60000}$|^first/,
    );
    expect(find('text stream', 'lk.chat')).toMatchObject({ payload: 'hello all', lastBytes: 9 });
    expect(find('packet, reliable', 'poll')).toMatchObject({ payload: '{"a":1}', lastWho: 'mei' });
    expect(find('packet, lossy', 'poll')).toMatchObject({ payload: 'gone' });
    expect(find('byte stream', 'my-file')).toMatchObject({ payload: bytes, lastBytes: 20_000 });

    await createApiClients(server).rooms.sendData('talk', new TextEncoder().encode('from nobody'), 0, { topic: 'api' });
    const fromApi = await waitUntil(async () => (await page.call('topics')).find(({ topic }) => topic === 'api'));
    expect(fromApi).toMatchObject({ lastWho: '', payload: 'from nobody' });
  });
});

describe('strict mode', () => {
  it('connects, hears changes, and knows nothing of sound', async () => {
    mei.setTalking(true);
    const page = await openRoom('strict');
    await mei.update({ attributes: { hand: 'up' } });
    await waitUntil(async () => (await page.call('cells', ['attr.hand']))['mei']?.['attr.hand'] === 'up');
    await mei.sendData('x', 'poll');
    await waitUntil(async () => (await page.call('events')).some(({ type }) => type === 'data'), { what: 'data' });
    expect(await page.call('status'), 'so that a cell can say why').toMatchObject({ isStrict: true });
    const subject = await page.call('participant', 'mei');
    expect(subject?.session).toMatchObject({ source: expect.any(String) });
    expect([subject?.session.isSpeaking, subject?.session.level, subject?.session.quality]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(await page.call('mediaBytes')).toBe(0);
  });
});
