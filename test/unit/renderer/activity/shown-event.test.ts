import { expect, test } from 'vitest';
import { dropWantedEvent, showEvent, useWantedEvent } from '#renderer/features/activity/shown-event.ts';

test('a row that was taken is wanted no more, and the same row can be asked for again', () => {
  showEvent(7);
  const first = useWantedEvent.getState().wanted;
  dropWantedEvent();
  expect(useWantedEvent.getState().wanted).toBeUndefined();
  showEvent(7);
  const second = useWantedEvent.getState().wanted;
  expect(second?.key).toBe(first?.key);
  expect(second?.asked).not.toBe(first?.asked);
});
