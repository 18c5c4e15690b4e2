import { RoomEvent } from 'livekit-client';
import { describe, expect, it } from 'vitest';
import { createEventRows } from '#renderer/room/event-rows.ts';
import { planRoomEvent } from '#renderer/room/room-events.ts';

const events = Object.values(RoomEvent);

/** Written by session and connection, which know what they mean. */
const connectionEvents = ['connected', 'signalReconnecting', 'reconnecting', 'disconnected'];
/** Written by the levels, which have the old values. */
const levelEvents = ['activeSpeakersChanged', 'connectionQualityChanged'];

describe('every room event of livekit-client', () => {
  it('has a row or a reason for having none', () => {
    // The number of 2.23.0: another one means that a new version's events are to be thought about.
    expect(events).toHaveLength(50);
    for (const event of events) {
      const plan = planRoomEvent(event);
      if (plan.by === 'none') expect(plan.because, event).toMatch(/^[A-Z].{15,}\.$|^livekit-client .+\.$/);
      else expect(plan.row, event).toMatch(/^[a-z-]+$/);
    }
  });

  it('that is said to have a row of its own has a handler, and no other has one', () => {
    const planned = events.filter((event) => planRoomEvent(event).by === 'event');
    const handled = [...Object.keys(createEventRows(() => undefined)), ...connectionEvents, ...levelEvents];
    expect(handled.toSorted()).toEqual([...planned].toSorted());
  });
});
