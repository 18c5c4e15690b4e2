/** People for tests are whole participants: the server calls them ACTIVE and tells them what it tells everybody. */
import { ParticipantInfo_Kind, ParticipantInfo_State } from '@livekit/protocol';
import { TrackSource } from 'livekit-server-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClients, startLivekitServer, type ApiClients, type LivekitServer } from '#tools/livekit-server.ts';
import { joinCrowd } from '#tools/people/crowd.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { RtcPerson } from '#tools/people/rtc-person.ts';
import { SignalBot } from '#tools/people/signal-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';

let server: LivekitServer;
let api: ApiClients;
const everybody: (SignalBot | RtcPerson)[] = [];

beforeAll(async () => {
  server = await startLivekitServer();
  api = createApiClients(server);
});

afterAll(async () => {
  for (const person of everybody) await person.leave();
  await server.dispose();
});

async function joinBot(room: string, identity: string, extra: Partial<LiveBot['options']> = {}): Promise<LiveBot> {
  const bot = new LiveBot({ server, room, identity, ...extra });
  everybody.push(bot);
  await bot.join();
  return bot;
}

function findListed(room: string, identity: string) {
  return api.rooms.listParticipants(room).then((people) => people.find((person) => person.identity === identity));
}

describe('LiveBot', () => {
  it('is ACTIVE, and others see what it changes about itself', async () => {
    const [mei, leo] = [
      await joinBot('own', 'mei', { name: 'Mei', attributes: { team: 'a' } }),
      await joinBot('own', 'leo'),
    ];
    await waitUntil(async () => (await findListed('own', 'mei'))?.state === ParticipantInfo_State.ACTIVE, {
      what: 'mei to be ACTIVE',
    });
    await mei.update({ attributes: { hand: '1', team: '' }, metadata: '{"city":"Osaka"}', name: 'Mei T.' });
    expect(mei.self).toMatchObject({ name: 'Mei T.', metadata: '{"city":"Osaka"}', attributes: { hand: '1' } });
    const seen = await leo.waitForEvent((event) => event.type === 'attributes' && event.identity === 'mei');
    expect(seen).toMatchObject({ changed: { hand: '1', team: '' }, self: false });
    expect(leo.log.participants.get('mei')).toMatchObject({ name: 'Mei T.', metadata: '{"city":"Osaka"}' });
  });

  it('is told changes that the API makes: rights, room metadata and data', async () => {
    const guest = await joinBot('told', 'guest', { grants: { canPublish: true, canPublishSources: ['microphone'] } });
    await api.rooms.updateParticipant('told', 'guest', {
      permission: { canSubscribe: true, canPublish: false, canPublishSources: [TrackSource.MICROPHONE] },
    });
    await guest.waitForEvent((event) => event.type === 'permission' && event.self);
    expect(guest.self?.permission).toMatchObject({ canPublish: false, canSubscribe: true });
    await api.rooms.updateRoomMetadata('told', 'news');
    await guest.waitForEvent((event) => event.type === 'room' && event.field === 'metadata' && event.after === 'news');
    await api.rooms.sendData('told', new TextEncoder().encode('hello'), 0, { topic: 'greeting' });
    await guest.waitForEvent((event) => event.type === 'data' && event.topic === 'greeting' && event.text === 'hello');
  });

  it('gives the words of the server when it may not change itself', async () => {
    const bot = await joinBot('refused', 'mute', { grants: { canUpdateOwnMetadata: false } });
    await expect(bot.update({ attributes: { a: '1' } })).rejects.toThrow(/does not have permission/);
  });

  it('stays away when it was removed, and comes back when its connection broke', async () => {
    const bot = await joinBot('away', 'bot', { doesComeBack: true });
    bot.dropConnection();
    await waitUntil(() => bot.joinCount === 2 && bot.isActive, { what: 'the bot to come back' });
    await api.rooms.removeParticipant('away', 'bot');
    await waitUntil(() => bot.closedBecause === 'PARTICIPANT_REMOVED' && !bot.isJoined, { what: 'the bot to be gone' });
    await waitUntil(async () => (await findListed('away', 'bot')) === undefined, {
      what: 'the server to forget the bot',
    });
    expect(bot.joinCount).toBe(2);
    await bot.rejoin();
    expect(bot.joinCount).toBe(3);
  });

  it('can be a caller on the phone', async () => {
    await joinBot('phone', 'caller', { kind: 'sip', attributes: { 'sip.callStatus': 'active' } });
    expect(await findListed('phone', 'caller')).toMatchObject({
      kind: ParticipantInfo_Kind.SIP,
      attributes: { 'sip.callStatus': 'active' },
    });
  });

  it('is not told of somebody hidden, but of somebody who is not', async () => {
    const witness = await joinBot('watch', 'witness');
    await joinBot('watch', 'shadow', { hidden: true });
    await joinBot('watch', 'control');
    await witness.waitForEvent((event) => event.type === 'joined' && event.identity === 'control');
    expect(await findListed('watch', 'shadow')).toMatchObject({ permission: { hidden: true } });
    expect(witness.log.participants.has('shadow')).toBe(false);
    expect(JSON.stringify(witness.events)).not.toContain('shadow');
  });
});

describe('SignalBot', () => {
  it('is listed without ever being ACTIVE', async () => {
    const bot = new SignalBot({ server, room: 'signal', identity: 'light', attributes: { a: '1' } });
    everybody.push(bot);
    await bot.join();
    expect(await findListed('signal', 'light')).toMatchObject({
      state: ParticipantInfo_State.JOINED,
      attributes: { a: '1' },
    });
    bot.kill();
    await waitUntil(async () => (await findListed('signal', 'light')) === undefined, {
      what: 'the killed bot to be gone',
    });
  });
});

describe('RtcPerson', () => {
  it('speaks, mutes itself, and sends text and data', async () => {
    const witness = await joinBot('media', 'witness');
    const person = new RtcPerson({
      server,
      room: 'media',
      identity: 'person',
      name: 'Person',
      hasMicrophone: true,
      hasCamera: true,
    });
    everybody.push(person);
    await person.join();
    const listed = await waitUntil(async () => {
      const found = await findListed('media', 'person');
      return found?.tracks.length === 2 && found;
    });
    expect(new Set(listed.tracks.map(({ source }) => source))).toEqual(
      new Set([TrackSource.CAMERA, TrackSource.MICROPHONE]),
    );

    person.setTalking(true);
    await person.waitForEvent((event) => event.type === 'speakers' && event.sids.length === 1);
    person.setTalking(false);
    person.setMuted(true);
    await witness.waitForEvent(
      (event) => event.type === 'tracks' && JSON.stringify(event.after).includes('"muted":true'),
    );

    await person.sendText('good evening');
    await person.sendData('{"n":1}', 'poll');
    await witness.waitForEvent(
      (event) => event.type === 'text-stream' && event.identity === 'person' && event.text === 'good evening',
    );
    await witness.waitForEvent((event) => event.type === 'data' && event.topic === 'poll' && event.text === '{"n":1}');
    await person.update({ attributes: { mood: 'calm' } });
    await witness.waitForEvent((event) => event.type === 'attributes' && event.changed['mood'] === 'calm');
  });
});

describe('joinCrowd', () => {
  it('fills a room with people who are all ACTIVE', async () => {
    const crowd = await joinCrowd({
      count: 40,
      makeOptions: (index) => ({
        server,
        room: 'crowd',
        identity: `person-${index}`,
        attributes: { seat: String(index) },
      }),
    });
    everybody.push(...crowd.bots);
    expect([crowd.bots.length, crowd.failures.size]).toEqual([40, 0]);
    await waitUntil(
      async () =>
        (await api.rooms.listParticipants('crowd')).filter(({ state }) => state === ParticipantInfo_State.ACTIVE)
          .length === 40,
      { what: 'all 40 to be ACTIVE' },
    );
  });
});
