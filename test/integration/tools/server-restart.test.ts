/** After the server was killed, people come back by themselves with what they had, into a room that is a new one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClients, startLivekitServer, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { RtcPerson } from '#tools/people/rtc-person.ts';
import { waitUntil } from '#tools/wait-until.ts';

let server: LivekitServer;
let bot: LiveBot;
let person: RtcPerson;

beforeAll(async () => {
  server = await startLivekitServer();
  bot = new LiveBot({ server, room: 'hall', identity: 'bot', doesComeBack: true });
  person = new RtcPerson({ server, room: 'hall', identity: 'person', hasMicrophone: true, doesComeBack: true });
});

afterAll(async () => {
  bot.leave();
  await person.leave();
  await server.dispose();
});

describe('startLivekitServer', () => {
  it('restarts on the same port with the same key, and its people return', async () => {
    const { rooms } = createApiClients(server);
    await rooms.createRoom({ name: 'hall', metadata: 'before' });
    await bot.join();
    await person.join();
    await bot.update({ attributes: { hand: '1' } });
    const [before] = await rooms.listRooms(['hall']);
    const pidBefore = server.pid;

    await server.kill('SIGKILL');
    expect(server.pid).toBeUndefined();
    await expect(rooms.listRooms()).rejects.toThrow();
    await server.restart();
    expect(server.pid).not.toBe(pidBefore);

    const people = await waitUntil(
      async () => {
        const listed = await rooms.listParticipants('hall');
        return listed.length === 2 && listed.some(({ tracks }) => tracks.length === 1) && listed;
      },
      { what: 'both people and the track to be back' },
    );
    expect(people.find(({ identity }) => identity === 'bot')?.attributes).toEqual({ hand: '1' });
    const [after] = await rooms.listRooms(['hall']);
    expect(after?.sid).not.toBe(before?.sid);
    expect([before?.metadata, after?.metadata]).toEqual(['before', '']);
    // The server lists them a moment before their own answer is read.
    await waitUntil(() => bot.joinCount >= 2, { what: 'the bot to have read that it is back' });
    expect(bot.joinCount).toBe(2);
  });
});
