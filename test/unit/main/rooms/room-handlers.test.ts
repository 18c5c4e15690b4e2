/** Requests about rooms go to the server of the window that sends them, and to no other. */
import { describe, expect, it } from 'vitest';
import { succeed } from '#contract/result';
import { createRoomHandlers } from '#main/ipc/rooms';
import type { Sender } from '#main/ipc/handler';

function createHandlers(): { handlers: ReturnType<typeof createRoomHandlers>; calls: unknown[][] } {
  const calls: unknown[][] = [];
  const keep =
    (name: string) =>
    (...given: unknown[]): never => {
      calls.push([name, ...given]);
      return succeed(null) as never;
    };
  const handlers = createRoomHandlers({
    rooms: {
      joinRoom: keep('joinRoom'),
      reportJoin: keep('reportJoin'),
      leaveRoom: keep('leaveRoom'),
      forgetWindow: keep('forgetWindow'),
      isIn: keep('isIn'),
      hasSession: keep('hasSession'),
    },
    watch: {
      holdServer: keep('holdServer'),
      holdRoom: keep('holdRoom'),
      hastenRoom: keep('hastenRoom'),
      readLobby: keep('readLobby'),
      readRoom: keep('readRoom'),
      hintRoom: keep('hintRoom'),
      hintServer: keep('hintServer'),
      noteCall: keep('noteCall'),
      dispose: keep('dispose'),
    },
    roomKeeper: {
      takeLook: keep('takeLook'),
      takeFailure: keep('takeFailure'),
      takeSession: keep('takeSession'),
      takeUnlisted: keep('takeUnlisted'),
      forget: keep('forget'),
      read: keep('read'),
      decline: keep('decline'),
    },
    observations: {
      take: keep('take'),
      read: keep('read'),
      forget: keep('forget'),
    },
  });
  return { handlers, calls };
}

const requests = {
  'rooms:list': { isFresh: true },
  'rooms:join': { room: 'a' },
  'rooms:report-join': { joinId: 'j', outcome: 'left' as const },
  'rooms:leave': { room: 'a' },
  'rooms:read-facts': { room: 'a' },
  'rooms:read-restore': { room: 'a' },
  'rooms:decline-restore': { room: 'a', offerId: 'o' },
  'rooms:observe': { room: 'a', observations: [] },
  'rooms:hint': { room: 'a', identities: ['x'] },
};
const channels = Object.keys(requests) as (keyof typeof requests)[];

describe('requests about rooms', () => {
  it.each(channels)('%s of a window without a server is refused before any service hears of it', async (channel) => {
    const { handlers, calls } = createHandlers();
    const handle = handlers[channel] as (request: unknown, sender: Sender) => Promise<unknown>;
    expect(await handle(requests[channel], { windowId: 7, windowKind: 'manager' })).toMatchObject({
      ok: false,
      error: { code: 'forbidden_window' },
    });
    expect(calls).toEqual([]);
  });

  it.each(channels)('%s names the server of its window', async (channel) => {
    const { handlers, calls } = createHandlers();
    const handle = handlers[channel] as (request: unknown, sender: Sender) => Promise<unknown>;
    const request = { ...requests[channel], serverId: 'somebody-elses' };
    expect(await handle(request, { windowId: 7, windowKind: 'server', serverId: 'mine' })).toMatchObject({ ok: true });
    const target = calls[0]?.[1];
    expect(typeof target === 'string' ? target : (target as { serverId: string }).serverId).toBe('mine');
  });
});
