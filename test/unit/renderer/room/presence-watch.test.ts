import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parseFilter } from '#contract/filter/parse-filter';
import { createEventLog } from '#renderer/room/event-log.ts';
import { createPeople } from '#renderer/room/people.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createManualScheduler } from '../table/manual-scheduler.ts';
import { makeFacts, makeSweep } from './facts.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

function setUp() {
  const scheduler = createManualScheduler();
  const table = createColumnTable({ scheduler });
  const people = createPeople({
    table,
    log: createEventLog({ scheduler }),
    scheduler,
    now: () => Date.now(),
    onCounts: () => undefined,
  });
  const doubt = (identity: string) => table.read(table.findRow(identity) ?? -1, 'doubt');
  const matches = (identity: string, text: string) => {
    const parsed = parseFilter(text);
    const row = table.findRow(identity) ?? -1;
    return parsed.ok && parsed.filter.test((column) => table.read(row, column), Date.now());
  };
  const list = (...identities: string[]) =>
    people.takeSweep(
      makeSweep({ isComplete: true, changed: identities.map((identity) => makeFacts(identity)), readAtMs: Date.now() }),
    );
  people.takeSnapshot([makeFacts('ada'), makeFacts('bob')], true);
  people.setLive(true);
  list('ada', 'bob');
  return { people, doubt, matches, list };
}

it('somebody who never connects becomes a ghost by time alone, and is one no more once connected', () => {
  const { people, doubt, matches } = setUp();
  people.takeUpdate(makeFacts('cleo', { state: 'joined' }));
  expect(doubt('cleo')).toBeNull();
  vi.advanceTimersByTime(22_000);
  expect(doubt('cleo')).toBe('ghost');
  expect(matches('cleo', 'is:ghost')).toBe(true);
  expect(matches('ada', 'is:ghost'), 'control').toBe(false);
  expect(people.find('cleo')?.session.doubts).toEqual([{ kind: 'ghost', cause: 'unconnected', sinceMs: 1_000_000 }]);
  people.takeUpdate(makeFacts('cleo', { version: 2 }));
  expect(doubt('cleo')).toBeNull();
});

it('whom only the list names becomes a ghost while events come in', () => {
  const { people, doubt, list } = setUp();
  list('ada', 'bob', 'dan');
  vi.advanceTimersByTime(12_000);
  expect(doubt('dan')).toBe('ghost');
  people.endEvents();
  expect([doubt('dan'), doubt('ada')]).toEqual([null, null]);
});

it('a session that took the place of another is flagged as long as it lasts, unless that was only missed', () => {
  const { people, doubt, matches } = setUp();
  people.takeUpdate(makeFacts('ada', { sid: 'PA_second', joinedAtMs: 2_000_000 }));
  expect(doubt('ada')).toBe('duplicate');
  expect(matches('ada', 'is:duplicate')).toBe(true);
  people.endEvents();
  people.takeSnapshot([makeFacts('ada', { sid: 'PA_third', joinedAtMs: 3_000_000 }), makeFacts('bob')], false);
  people.setLive(true);
  expect(doubt('ada')).toBeNull();
});

it('who leaves and comes back reconnects until media is there', () => {
  const { people, doubt } = setUp();
  people.takeUpdate(makeFacts('bob', { state: 'disconnected', disconnectReason: 'signal_close' }));
  vi.advanceTimersByTime(3_000);
  const again = { sid: 'PA_again', joinedAtMs: 2_000_000 };
  people.takeUpdate(makeFacts('bob', { ...again, state: 'joined' }));
  expect(doubt('bob')).toBe('reconnecting');
  people.takeUpdate(makeFacts('bob', { ...again, version: 2 }));
  expect(doubt('bob')).toBeNull();
});

it('a list that still names the session before is told', () => {
  const { people, doubt, matches, list } = setUp();
  people.takeUpdate(makeFacts('bob', { state: 'disconnected', disconnectReason: 'signal_close' }));
  people.takeUpdate(makeFacts('bob', { sid: 'PA_again', joinedAtMs: 2_000_000 }));
  list('ada', 'bob');
  expect(doubt('bob')).toBeNull();
  vi.advanceTimersByTime(11_000);
  list('ada', 'bob');
  vi.advanceTimersByTime(2_000);
  expect(doubt('bob')).toBe('stale');
  expect(matches('bob', 'is:stale')).toBe(true);
});
