/** A bot that has joined anew hears its own session only: what is still said to the one before must not send it away. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { DisconnectReason, JoinResponse, LeaveRequest, SignalRequest, SignalResponse } from '@livekit/protocol';
import { afterEach, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { SignalBot } from '#tools/people/signal-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';

const endings: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});

/** Signalling without rooms: answers each join, and each goodbye with a goodbye, as a server may when two sessions overlap. */
async function startPolitePeer(): Promise<{ url: string; sessions: WebSocket[]; goodbyes: number }> {
  const listener = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(listener, 'listening');
  const peer = {
    url: `ws://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    sessions: [] as WebSocket[],
    goodbyes: 0,
  };
  const say = (socket: WebSocket, message: SignalResponse['message']): void =>
    socket.send(new SignalResponse({ message }).toBinary());
  listener.on('connection', (socket) => {
    peer.sessions.push(socket);
    say(socket, { case: 'join', value: new JoinResponse() });
    socket.on('message', (data: Buffer) => {
      if (SignalRequest.fromBinary(data).message.case !== 'leave') return;
      say(socket, { case: 'leave', value: new LeaveRequest({ reason: DisconnectReason.DUPLICATE_IDENTITY }) });
      peer.goodbyes += 1;
    });
  });
  endings.push(() => {
    for (const socket of peer.sessions) socket.terminate();
    listener.close();
  });
  return peer;
}

it('comes back from a lost connection after a rejoin, whatever the session before was told', async () => {
  const peer = await startPolitePeer();
  const bot = new SignalBot({
    server: { url: peer.url, apiKey: 'APItest', apiSecret: 'a-secret-of-more-than-32-characters' },
    room: 'r',
    identity: 'ada',
    doesComeBack: true,
  });
  endings.push(() => bot.leave());
  await bot.join();
  const firstIsClosed = once(peer.sessions[0] as WebSocket, 'close');
  await bot.rejoin();
  await firstIsClosed;
  expect(peer.goodbyes, 'control: the first session was told so').toBe(1);
  expect(bot.closedBecause).toBe('');
  peer.sessions[1]?.terminate();
  await waitUntil(() => bot.joinCount === 3, { what: 'the bot to come back' });
});
