/** Every way out of main towards a window, walked with planted secrets. */
import { describe, expect, it } from 'vitest';
import { eventChannels, requestChannels, type EventChannel, type RequestChannel } from '#contract/channels';
import { createRedactor } from '#contract/redaction';
import { createDispatcher } from '#main/ipc/dispatcher';
import { createCleanEvents } from '#main/ipc/exit';
import type { Handlers } from '#main/ipc/handler';
import type { EventSink } from '#main/services/ports';
import { createFakeClock, createRecordingEvents, createRecordingLogger } from '#test/support/ports';
import { allowedSender, channels } from './recording-dispatcher.ts';
import { validRequests } from './valid-requests.ts';

const own = 'planted-secret-7d41';
const planted = {
  own,
  token: 'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJBUEkxIn0.3vLwq-DmS3kuqQyZ0rnK',
  turn: '{"turnPassword":"plant-turn"}',
  sip: '{"auth_username":"alice","auth_password":"plant-sip"}',
  egress: '{"s3":{"access_key":"plant-key","secret":"plant-s3","session_token":"plant-session"}}',
  gcp: '{"gcp":{"credentials":"{\\"private_key\\":\\"plant-gcp\\"}"}}',
  azure: '{"azure":{"account_key":"plant-azure"}}',
  rtmp: 'rtmp://live.example.com/app/plant-rtmp',
  ingress: 'stream_key:"plant-ingress"',
};
const text = Object.values(planted).join(' ; ');
const leak = /planted-secret|eyJ|plant-/;
const redact = createRedactor(() => [own]);

/** They carry the room's own texts to the letter, or the token to join with. Another one must not come by itself. */
const exempt = [
  'rooms:list',
  'rooms:join',
  'rooms:read-facts',
  'rooms:read-restore',
  'probe:read-task',
  'dispatches:list',
  'actions:plan',
  'actions:plan-many',
  'actions:plan-undo',
];
const exemptEvents = [
  'rooms:list-changed',
  'rooms:facts-changed',
  'rooms:restore-changed',
  'dispatches:list-changed',
  'actions:progress',
];

async function answerOf(
  channel: RequestChannel,
  answer: () => Promise<unknown>,
): Promise<{ said: string; log: string }> {
  const handlers = Object.fromEntries(channels.map((name) => [name, answer])) as unknown as Handlers;
  const logger = createRecordingLogger();
  const dispatcher = createDispatcher({ handlers, clock: createFakeClock(), redact, logger });
  const said = await dispatcher.dispatch(allowedSender(channel), channel, validRequests[channel]);
  return { said: JSON.stringify(said), log: logger.lines.join('\n') };
}

it('finds what is planted when nothing takes it out', () => {
  for (const value of Object.values(planted)) expect(value).toMatch(leak);
});

describe('answers', () => {
  it.each(Object.keys(requestChannels) as RequestChannel[])('%s', async (channel) => {
    const value = { a: [{ b: text }], c: text };
    const { said } = await answerOf(channel, async () => ({ ok: true, value }));
    if (exempt.includes(channel)) expect(said).toContain(own);
    else expect(said).not.toMatch(leak);
    expect(said).toContain('alice');

    const detail = {
      serverMessage: text,
      likelyCause: text,
      cure: text,
      field: text,
      currentValue: 'as the room has it',
    };
    const failed = await answerOf(channel, async () => ({
      ok: false,
      error: { code: 'internal', message: text, detail },
    }));
    expect(failed.said).not.toMatch(leak);
    expect(failed.said).toContain('as the room has it');

    const thrown = await answerOf(channel, async () => Promise.reject(new Error(text)));
    expect(thrown.said + thrown.log).not.toMatch(leak);
    expect(thrown.log).toContain('alice');
  });
});

describe('events', () => {
  it.each(Object.keys(eventChannels) as EventChannel[])('%s', (channel) => {
    const events = createRecordingEvents();
    const sink: EventSink = createCleanEvents(events, redact);
    const payload = {
      room: text,
      error: { code: 'internal', message: text, detail: { serverMessage: text } },
    } as never;
    sink.toServer('server-a', channel, payload);
    sink.toWindow(1, channel, payload);
    sink.toEveryWindow(channel, payload);
    expect(events.sent).toHaveLength(3);
    for (const { payload: sent } of events.sent) {
      const { error, ...rest } = sent as { error: unknown };
      expect(JSON.stringify(error)).not.toMatch(leak);
      if (exemptEvents.includes(channel)) expect(JSON.stringify(rest)).toContain(own);
      else expect(JSON.stringify(rest)).not.toMatch(leak);
    }
  });
});
