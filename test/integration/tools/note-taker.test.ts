/** The note-taker is a real worker: it takes a dispatch, echoes what it was given and tells what happens. */
import { createHash } from 'node:crypto';
import { ParticipantInfo_Kind, type ParticipantInfo } from '@livekit/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNoteTaker, type NoteTaker } from '#tools/agent/start-note-taker.ts';
import { createApiClients, startLivekitServer, type ApiClients, type LivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';

let server: LivekitServer;
let api: ApiClients;
let noteTaker: NoteTaker;
const bots: LiveBot[] = [];

beforeAll(async () => {
  server = await startLivekitServer();
  api = createApiClients(server);
  noteTaker = await startNoteTaker({ server });
});

afterAll(async () => {
  for (const bot of bots) bot.leave();
  await noteTaker.stop();
  await server.dispose();
});

async function callInto(
  room: string,
  metadata: string,
): Promise<{ bot: LiveBot; agent: () => ParticipantInfo | undefined }> {
  const bot = new LiveBot({ server, room, identity: 'bot', name: 'Bot' });
  bots.push(bot);
  await bot.join();
  await api.dispatches.createDispatch(room, noteTaker.agentName, { metadata });
  const agent = (): ParticipantInfo | undefined =>
    [...bot.log.participants.values()].find(({ kind }) => kind === ParticipantInfo_Kind.AGENT);
  await waitUntil(() => agent()?.attributes['note.state'] === 'listening', {
    what: 'the note-taker to listen',
  });
  return { bot, agent };
}

describe('note-taker', () => {
  it('echoes job and room metadata and sends notes', async () => {
    const metadata = JSON.stringify({ everyMs: 200, greeting: 'سلام', filler: 'x'.repeat(4_000) });
    const { bot, agent } = await callInto('json', metadata);
    expect(agent()?.attributes).toMatchObject({
      'lk.agent.state': 'listening',
      'lk.agent_name': 'note-taker',
      'note.metadata.kind': 'json',
      'note.echo.length': String(Buffer.byteLength(metadata)),
      'note.echo.sha256': createHash('sha256').update(metadata).digest('hex'),
      'note.roomMetadata.kind': 'empty',
    });
    expect(metadata.startsWith(agent()?.attributes['note.echo.head'] ?? 'nothing')).toBe(true);

    await bot.update({ attributes: { handRaisedAt: '1' } });
    await bot.waitForEvent(
      (event) => event.type === 'text-stream' && event.topic === 'lk.chat' && event.text === 'Bot raised a hand.',
    );
    await bot.waitForEvent(
      (event) => event.type === 'data' && event.topic === 'notes' && event.text.includes('Bot raised a hand.'),
    );

    await api.rooms.updateRoomMetadata('json', '{"title":"x"}');
    const sha256 = createHash('sha256').update('{"title":"x"}').digest('hex');
    await waitUntil(() => agent()?.attributes['note.roomMetadata.sha256'] === sha256, {
      what: 'the echo of the room metadata',
    });

    const [row] = (await api.dispatches.listDispatch('json')).filter(({ agentName }) => agentName === 'note-taker');
    await api.dispatches.deleteDispatch(row?.id ?? '', 'json');
    await waitUntil(
      async () => !(await api.rooms.listParticipants('json')).some(({ kind }) => kind === ParticipantInfo_Kind.AGENT),
      { what: 'the note-taker to be gone' },
    );
  });

  it.each([
    ['empty', ''],
    ['text', '{"everyMs": '],
  ])('works with %s metadata too, and says so', async (kind, metadata) => {
    const { agent } = await callInto(`metadata-${kind}`, metadata);
    expect(agent()?.attributes).toMatchObject({
      'note.metadata.kind': kind,
      'note.settings': '{"everyMs":5000,"topic":"lk.chat"}',
    });
    expect(agent()?.attributes['note.metadata.problem']).toContain('default');
  });

  it('describes itself on loopback, and registers again after a restart of the server', async () => {
    const worker = (await (await fetch(`${noteTaker.healthUrl}worker`)).json()) as unknown;
    expect(worker).toMatchObject({ agent_name: 'note-taker', worker_type: 'JT_ROOM' });
    const before = noteTaker.registrationCount();
    await server.restart();
    await waitUntil(() => noteTaker.registrationCount() === before + 1, {
      what: 'the note-taker to register again',
    });
  });
});
