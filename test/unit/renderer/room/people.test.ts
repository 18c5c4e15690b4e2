import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEventLog } from '#renderer/room/event-log.ts';
import { createPeople } from '#renderer/room/people.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createManualScheduler } from '../table/manual-scheduler.ts';
import { makeFacts, makeSweep, makeTrack, permission } from './facts.ts';

beforeEach(() => void vi.useFakeTimers({ now: 100_000 }));
afterEach(() => void vi.useRealTimers());

function setUp() {
  const scheduler = createManualScheduler();
  const table = createColumnTable({ scheduler });
  const log = createEventLog({ scheduler });
  const onCounts = vi.fn();
  const people = createPeople({ table, log, scheduler, now: () => Date.now(), onCounts });
  function cell(identity: string, column: string) {
    const row = table.findRow(identity);
    return row === undefined ? 'no row' : table.read(row, column);
  }
  function rows() {
    return log.rows().map(({ type, who, source }) => `${type} ${who} ${source}`);
  }
  return { scheduler, table, log, people, cell, rows, onCounts };
}

function setUpLive() {
  const all = setUp();
  all.people.takeSnapshot([makeFacts('ada'), makeFacts('bob')], true);
  all.people.setLive(true);
  return all;
}

describe('events', () => {
  it('of a first snapshot are no news; later ones are', () => {
    const { people, cell, rows } = setUpLive();
    expect(rows()).toEqual([]);
    expect(cell('ada', 'source')).toBe('event');
    people.takeUpdate(makeFacts('cleo', { state: 'joined' }));
    people.takeUpdate(makeFacts('cleo', { version: 2 }));
    people.takeUpdate(makeFacts('ada', { version: 2, metadata: 'x' }));
    expect(rows()).toEqual(['joined cleo event', 'active cleo event', 'metadata ada event']);
    expect(people.counts().people).toBe(3);
  });

  it('that come late or twice change nothing', () => {
    const { people, cell, rows } = setUpLive();
    people.takeUpdate(makeFacts('ada', { version: 3, name: 'new' }));
    people.takeUpdate(makeFacts('ada', { version: 2, name: 'old' }));
    people.takeUpdate(makeFacts('ada', { version: 3, name: 'new' }));
    expect(cell('ada', 'name')).toBe('new');
    expect(rows()).toEqual(['name ada event']);
  });

  it('without a version are news even after a list that has one, and keep what only the list tells', () => {
    const { people, cell, rows } = setUp();
    people.takeSnapshot([makeFacts('ada', { version: 0 })], true);
    people.setLive(true);
    const listed = makeFacts('ada', { version: 7, region: 'eu' });
    people.takeSweep(makeSweep({ isComplete: true, changed: [listed], readAtMs: 100_500 }));
    vi.advanceTimersByTime(2_000);
    people.takeUpdate(makeFacts('ada', { version: 0, name: 'live' }));
    expect([cell('ada', 'name'), cell('ada', 'region')]).toEqual(['live', 'eu']);
    people.takeSweep(makeSweep({ changed: [listed], readAtMs: 102_000 }));
    vi.advanceTimersByTime(2_000);
    expect(cell('ada', 'name'), 'a list of before is no news').toBe('live');
    people.takeSweep(makeSweep({ changed: [{ ...listed, version: 9, name: 'listed' }], readAtMs: 105_000 }));
    vi.advanceTimersByTime(2_000);
    expect(cell('ada', 'name')).toBe('listed');
    people.takeUpdate(makeFacts('ada', { version: 0, state: 'disconnected' }));
    people.takeUpdate(makeFacts('ada', { version: 0, name: 'late' }));
    expect(cell('ada', 'state'), 'an update that comes after the goodbye brings nobody back').toBe('left');
    expect(rows().filter((row) => row.startsWith('name'))).toHaveLength(2);
  });

  it('of our own observers are left out, of other consoles are shown', () => {
    const { people, cell } = setUp();
    people.takeUpdate(makeFacts('gavel-observer-mine'));
    people.setOwnIdentities(['gavel-observer-mine', 'gavel-observer-now']);
    people.takeUpdate(makeFacts('gavel-observer-now'));
    people.takeUpdate(makeFacts('gavel-observer-theirs'));
    expect(cell('gavel-observer-mine', 'sid')).toBe('no row');
    expect(cell('gavel-observer-now', 'sid')).toBe('no row');
    expect(cell('gavel-observer-theirs', 'sid')).toBe('PA_gavel-observer-theirs');
    expect(people.counts().people).toBe(1);
  });
});

describe('leaving', () => {
  it('keeps the row with its reason, after a minute out of the way', () => {
    const { people, cell, rows, table } = setUpLive();
    people.takeUpdate(makeFacts('ada', { version: 2, state: 'disconnected', disconnectReason: 'participant_removed' }));
    expect([cell('ada', 'state'), cell('ada', 'reason'), cell('ada', 'mic')]).toEqual([
      'left',
      'participant_removed',
      null,
    ]);
    expect(rows()).toEqual(['left ada event']);
    expect(people.counts().people).toBe(1);
    expect(cell('ada', 'left')).toBe(100_000);
    vi.advanceTimersByTime(59_000);
    expect([cell('ada', 'gone'), table.countKnown('gone')]).toEqual([null, 0]);
    vi.advanceTimersByTime(1_000);
    expect([cell('ada', 'gone'), cell('ada', 'state'), table.countKnown('gone')]).toEqual([true, 'left', 1]);
    expect(people.find('ada')?.session.leftReason).toBe('participant_removed');
  });

  it('long ago and coming back is one row that is not out of the way', () => {
    const { people, cell, table } = setUpLive();
    const row = table.findRow('ada');
    people.takeUpdate(makeFacts('ada', { version: 2, state: 'disconnected' }));
    vi.advanceTimersByTime(3_600_000);
    people.takeUpdate(makeFacts('ada', { sid: 'PA_2', joinedAtMs: 2_000 }));
    expect([cell('ada', 'state'), cell('ada', 'gone'), cell('ada', 'left')]).toEqual(['active', null, null]);
    expect(table.findRow('ada')).toBe(row);
    expect(people.sessions('ada').map(({ sid }) => sid)).toEqual(['PA_ada', 'PA_2']);
  });

  it('keeps the last 2,000, and forgets who left first', () => {
    const { people, table } = setUpLive();
    for (let index = 0; index < 2_001; index++) {
      people.takeUpdate(makeFacts(`guest ${index}`));
      people.takeUpdate(makeFacts(`guest ${index}`, { version: 2, state: 'disconnected' }));
    }
    expect([table.findRow('guest 0'), people.find('guest 0')]).toEqual([undefined, undefined]);
    expect(table.findRow('guest 1')).toBeDefined();
    expect(table.rows()).toHaveLength(2 + 2_000);
    expect(people.counts().people).toBe(2);
  });

  it('and coming back with a new sid is one row', () => {
    const { people, cell, table } = setUpLive();
    const row = table.findRow('ada');
    people.takeUpdate(makeFacts('ada', { version: 2, state: 'disconnected' }));
    people.takeUpdate(makeFacts('ada', { sid: 'PA_2', joinedAtMs: 2_000 }));
    expect([cell('ada', 'state'), cell('ada', 'reason'), cell('ada', 'sid')]).toEqual(['active', null, 'PA_2']);
    vi.advanceTimersByTime(120_000);
    expect(table.findRow('ada')).toBe(row);
    expect(people.counts().people).toBe(2);
  });

  it('of a session that was replaced already is no leave', () => {
    const { people, cell, rows } = setUpLive();
    people.takeUpdate(makeFacts('ada', { sid: 'PA_2', joinedAtMs: 2_000 }));
    people.takeUpdate(makeFacts('ada', { version: 9, state: 'disconnected', disconnectReason: 'duplicate_identity' }));
    expect(cell('ada', 'state')).toBe('active');
    expect(rows()).toEqual(['joined ada event']);
  });
});

describe('talk time', () => {
  const speaks = { isSpeaking: true, level: 2, quality: undefined };
  const rests = { isSpeaking: false, level: 0, quality: undefined };

  function setUpSpeaker() {
    const all = setUp();
    const withMicrophone = makeFacts('ada', { tracks: [makeTrack('TR_1')] });
    all.people.takeSnapshot([withMicrophone, makeFacts('bob')], true);
    all.people.setLive(true);
    const heard = () => ['talk', 'spoken', 'silence'].map((column) => all.cell('ada', column));
    return { ...all, withMicrophone, heard };
  }

  it('is unknown until somebody is heard, and nothing to know without a microphone', () => {
    const { cell, heard } = setUpSpeaker();
    expect(heard()).toEqual([undefined, undefined, undefined]);
    expect(['talk', 'spoken', 'silence'].map((column) => cell('bob', column))).toEqual([null, null, null]);
  });

  it('goes on while somebody speaks, written once a second and to nobody else', () => {
    const { people, table, heard } = setUpSpeaker();
    const write = vi.spyOn(table, 'write');
    people.setSignals('ada', speaks);
    expect(heard()).toEqual([0, 100_000, null]);
    write.mockClear();
    vi.advanceTimersByTime(3_000);
    expect(write.mock.calls.map(([, column]) => column)).toEqual([
      'talk',
      'spoken',
      'talk',
      'spoken',
      'talk',
      'spoken',
    ]);
    expect(heard()[0]).toBe(2_550);
    people.setSignals('ada', rests);
    expect(heard()).toEqual([2_550, 103_000, 103_000]);
    write.mockClear();
    vi.advanceTimersByTime(10_000);
    expect(write).not.toHaveBeenCalled();
  });

  it('outlives a leave and a new session, and is not counted while the connection is lost', () => {
    const { people, withMicrophone, heard } = setUpSpeaker();
    people.setSignals('ada', speaks);
    vi.advanceTimersByTime(2_450);
    people.takeUpdate(makeFacts('ada', { version: 2, state: 'disconnected' }));
    expect(heard()).toEqual([2_000, 102_450, null]);
    people.takeUpdate({ ...withMicrophone, sid: 'PA_2', joinedAtMs: 2_000 });
    expect(heard()).toEqual([2_000, 102_450, undefined]);
    people.setSignals('ada', speaks);
    vi.advanceTimersByTime(1_450);
    people.setLive(false);
    vi.advanceTimersByTime(5_000);
    expect(heard()).toEqual([3_000, 103_900, undefined]);
  });
});

describe('the list', () => {
  it('moves the time at which people were seen once a second, however often it is read', () => {
    const { people, cell } = setUpLive();
    people.takeSweep(makeSweep({ isComplete: true, changed: [makeFacts('ada')], readAtMs: 101_000 }));
    people.takeSweep(makeSweep({ readAtMs: 101_900 }));
    expect(cell('ada', 'seen')).toBe(101_000);
    people.takeSweep(makeSweep({ readAtMs: 102_000 }));
    expect(cell('ada', 'seen')).toBe(102_000);
  });

  it('marks who is in both, and finds hidden people', () => {
    const { people, cell, rows } = setUpLive();
    const ghost = makeFacts('ghost', { permission: { ...permission, hidden: true } });
    people.takeSweep(
      makeSweep({
        isComplete: true,
        changed: [makeFacts('ada'), makeFacts('bob'), ghost, { ...ghost, identity: 'egress', kind: 'egress' }],
        readAtMs: 100_500,
      }),
    );
    expect([cell('ada', 'source'), cell('ghost', 'source'), cell('ghost', 'hidden')]).toEqual(['both', 'api', true]);
    expect(cell('ada', 'seen')).toBe(100_500);
    expect(people.counts()).toEqual({ people: 2, agents: 0, recorders: 1, phones: 0, hidden: 1 });
    expect(rows(), 'the first list is no news').toEqual([]);
    people.takeSweep(makeSweep({ changed: [makeFacts('late', { kind: 'sip' })] }));
    expect(rows()).toEqual(['joined late api']);
  });

  it('lets an event tell a change first, and tells it itself when none comes', () => {
    const { people, cell, rows } = setUpLive();
    people.takeSweep(makeSweep({ changed: [makeFacts('ada', { version: 2, name: 'A' })] }));
    people.takeUpdate(makeFacts('ada', { version: 2, name: 'A' }));
    vi.advanceTimersByTime(2_000);
    expect(rows()).toEqual(['name ada event']);
    people.takeSweep(makeSweep({ changed: [makeFacts('bob', { version: 2, name: 'B' })] }));
    expect(cell('bob', 'name')).toBe('');
    vi.advanceTimersByTime(2_000);
    expect(cell('bob', 'name')).toBe('B');
    expect(rows()).toEqual(['name ada event', 'name bob api']);
  });

  it('waits for the event that knows why somebody left', () => {
    const { people, cell, rows } = setUpLive();
    people.takeSweep(makeSweep({ gone: ['ada', 'bob'] }));
    expect(cell('ada', 'state')).toBe('active');
    people.takeUpdate(makeFacts('ada', { version: 2, state: 'disconnected', disconnectReason: 'client_initiated' }));
    vi.advanceTimersByTime(5_000);
    expect(rows()).toEqual(['left ada event', 'left bob api']);
    expect([cell('ada', 'reason'), cell('bob', 'reason')]).toEqual(['client_initiated', 'unknown_reason']);
  });

  it('that is older than what is known changes nothing', () => {
    const { people, cell, rows } = setUpLive();
    people.takeUpdate(makeFacts('ada', { version: 5, name: 'new' }));
    people.takeSweep(makeSweep({ changed: [makeFacts('ada', { version: 4, name: 'old' })] }));
    people.takeUpdate(makeFacts('bob', { version: 2, state: 'disconnected' }));
    people.takeSweep(makeSweep({ changed: [makeFacts('bob', { version: 1 })], readAtMs: 99_000 }));
    vi.advanceTimersByTime(10_000);
    expect([cell('ada', 'name'), cell('bob', 'state')]).toEqual(['new', 'left']);
    expect(rows()).toEqual(['name ada event', 'left bob event']);
  });
});

describe('reading anew', () => {
  it('marks who is gone and what changed as found after the reconnect, but not hidden people', () => {
    const { people, log, cell } = setUpLive();
    people.takeSweep(
      makeSweep({
        isComplete: true,
        changed: [
          makeFacts('ada'),
          makeFacts('bob'),
          makeFacts('ghost', { permission: { ...permission, hidden: true } }),
        ],
      }),
    );
    people.setLive(false);
    people.takeSnapshot([makeFacts('ada', { sid: 'PA_2', joinedAtMs: 5_000, metadata: 'x' })], false);
    expect(log.rows().map(({ type, who }) => `${type} ${who}`)).toEqual(['joined ada', 'metadata ada', 'left bob']);
    for (const { details } of log.rows()) expect(details).toContain('found after reconnect');
    expect(cell('ghost', 'state')).toBe('active');
  });
});

describe('what was missed', () => {
  function setUpCut(before = makeFacts('ada', { attributes: { team: 'red', hand: '1' } })) {
    const all = setUp();
    all.people.takeSnapshot([before], true);
    all.people.setLive(true);
    all.people.setLive(false);
    const told = () => all.log.rows().map(({ type, details, before: was, after }) => [type, details, was, after]);
    return { ...all, told };
  }

  it('has a row for each attribute, since no one update made them all', () => {
    const { people, told } = setUpCut();
    people.takeSnapshot([makeFacts('ada', { version: 4, attributes: { team: 'blue', desk: '3' } })], false);
    expect(told()).toEqual([
      ['attributes', 'found after reconnect · "team": "red" → "blue"', '{"team":"red"}', '{"team":"blue"}'],
      ['attributes', 'found after reconnect · + "desk" = "3"', '{}', '{"desk":"3"}'],
      ['attributes', 'found after reconnect · − "hand" (was "1")', '{"hand":"1"}', '{}'],
    ]);
  });

  it('and went there and back is told as updates unseen, and as no change', () => {
    const { people, told } = setUpCut();
    people.takeSnapshot([makeFacts('ada', { version: 3, attributes: { team: 'red', hand: '1' } })], false);
    expect(told().map(([type]) => type)).toEqual(['unseen']);
    expect(told()[0]?.[1]).toContain('2 updates came');
  });

  it('of somebody found gone who then is back is what the new session brought', () => {
    const { people, told } = setUpCut(makeFacts('ada', { attributes: { team: 'red' }, tracks: [makeTrack('TR_1')] }));
    people.takeSweep(makeSweep({ isComplete: true, changed: [] }), 'found after reconnect, by the list');
    people.takeSnapshot([makeFacts('ada', { sid: 'PA_2', joinedAtMs: 9_000, attributes: { team: 'blue' } })], false);
    expect(told().map(([type]) => type)).toEqual(['left', 'joined', 'attributes']);
    expect(told()[1]?.[1]).toBe('found after reconnect · PA_2 · came back');
  });

  it('of a newcomer is one row, however far the join had come', () => {
    const { people, told } = setUpCut();
    people.takeSnapshot([makeFacts('ada', { attributes: { team: 'red', hand: '1' } }), makeFacts('bob')], false);
    expect(told().map(([type]) => type)).toEqual(['joined']);
  });
});

describe('columns', () => {
  it('come for each attribute key, and are empty for who has none', () => {
    const { people, cell, table } = setUpLive();
    people.takeUpdate(makeFacts('ada', { version: 2, attributes: { team: 'red', 'sip.h.x': '' } }));
    expect([cell('ada', 'attr.team'), cell('ada', 'attr."sip.h.x"'), cell('bob', 'attr.team')]).toEqual([
      'red',
      '',
      null,
    ]);
    people.takeUpdate(makeFacts('ada', { version: 3, attributes: { team: 'blue' } }));
    expect([cell('ada', 'attr.team'), cell('ada', 'attr."sip.h.x"')]).toEqual(['blue', null]);
    people.takeUpdate(makeFacts('cleo'));
    expect(cell('cleo', 'attr.team')).toBeNull();
    expect(table.countKnown('attr.team')).toBe(1);
  });

  it('are bounded, whatever people call their keys', () => {
    const { people, table } = setUpLive();
    const attributes = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`k${index}`, '1']));
    people.takeUpdate(makeFacts('ada', { version: 2, attributes }));
    expect(table.columns().filter((name) => name.startsWith('attr.'))).toHaveLength(400);
    expect(Object.keys(people.find('ada')?.facts.attributes ?? {})).toHaveLength(2_000);
  });

  it('of signals are unknown until reported', () => {
    const { people, cell } = setUpLive();
    people.takeUpdate(makeFacts('ada', { version: 2, tracks: [makeTrack('TR_1')] }));
    expect([cell('ada', 'speaking'), cell('ada', 'quality'), cell('bob', 'speaking')]).toEqual([
      undefined,
      undefined,
      null,
    ]);
    people.setSignals('ada', { isSpeaking: true, level: 2, quality: 'good' });
    expect([cell('ada', 'speaking'), cell('ada', 'level'), cell('ada', 'quality')]).toEqual([true, 2, 'good']);
    people.setLive(false);
    expect([cell('ada', 'speaking'), cell('ada', 'level'), cell('ada', 'quality')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('a participant', () => {
  it('is the same object until something of it changes, and its followers hear once a frame', () => {
    const { people, scheduler } = setUpLive();
    const told = vi.fn();
    const stop = people.subscribe('ada', told);
    scheduler.drawFrame();
    told.mockClear();
    const before = people.find('ada');
    people.takeUpdate(makeFacts('bob', { version: 2, name: 'B' }));
    scheduler.drawFrame();
    expect(people.find('ada')).toBe(before);
    expect(told).not.toHaveBeenCalled();
    people.takeUpdate(makeFacts('ada', { version: 2, name: 'A' }));
    people.takeUpdate(makeFacts('ada', { version: 3, name: 'AA' }));
    scheduler.drawFrame();
    expect(told).toHaveBeenCalledTimes(1);
    expect(people.find('ada')).not.toBe(before);
    stop();
  });
});

describe('attributes', () => {
  it('beyond the columns are counted, each key once', () => {
    const { people, table } = setUp();
    const keysOf = (from: number, count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${from + index}`, 'v']));
    people.takeUpdate(makeFacts('ada', { attributes: keysOf(0, 400) }));
    expect(people.attributeKeys()).toEqual({ found: 400, shown: 400, isFoundCut: false });
    people.takeUpdate(makeFacts('bob', { attributes: keysOf(390, 20) }));
    people.takeUpdate(makeFacts('cleo', { attributes: keysOf(390, 20) }));
    expect(people.attributeKeys()).toEqual({ found: 410, shown: 400, isFoundCut: false });
    expect(table.columns().filter((name) => name.startsWith('attr.'))).toHaveLength(400);
  });
});
