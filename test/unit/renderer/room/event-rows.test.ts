import type { RemoteParticipant } from 'livekit-client';
import { describe, expect, it, vi } from 'vitest';
import { createEventRows } from '#renderer/room/event-rows.ts';

const ada = { identity: 'ada' } as RemoteParticipant;

function setUp() {
  const add = vi.fn();
  return {
    rows: createEventRows(add),
    last: () => add.mock.calls.at(-1)?.[0] as { who: string; details: string; after?: string },
  };
}

describe('data rows', () => {
  it('show text, its topic and size, and who sent it where that is told', () => {
    const { rows, last } = setUp();
    rows.dataReceived(new TextEncoder().encode('{"a":1}'), ada, 0, 'poll');
    expect(last()).toMatchObject({
      who: 'ada',
      details: 'topic poll · reliable · 7 bytes · {"a":1}',
      after: '{"a":1}',
    });
    rows.dataReceived(new TextEncoder().encode('x'), undefined, 1, undefined, undefined, 'ghost');
    expect(last()).toMatchObject({ who: 'ghost', details: 'no topic · lossy · 1 bytes · x' });
  });

  it('say what is not text, and cut what is long without calling it binary', () => {
    const { rows, last } = setUp();
    rows.dataReceived(new Uint8Array([0xff, 0xfe, 0x00]), ada, 0, 'bin');
    expect(last()).toMatchObject({ details: 'topic bin · reliable · 3 bytes · not text', after: '' });
    rows.dataReceived(new TextEncoder().encode('é'.repeat(10_000) + 'x'), ada, 0, 'long');
    expect(last().details).toContain('20001 bytes · cut');
    expect(last().after).toMatch(/^é+$/);
    rows.dataReceived(new TextEncoder().encode(`x${'é'.repeat(10_000)}`), ada, 0, 'long');
    expect(last().after, 'a cut inside a character').toMatch(/^xé+$/);
  });

  it('show dialled digits and chat', () => {
    const { rows, last } = setUp();
    rows.sipDTMFReceived({ code: 11, digit: '#' } as never, ada);
    expect(last()).toMatchObject({ who: 'ada', details: 'digit # · code 11' });
    rows.chatMessage({ id: '1', timestamp: 1, message: 'hi' }, ada);
    expect(last()).toMatchObject({ who: 'ada', details: 'hi', after: 'hi' });
  });
});
