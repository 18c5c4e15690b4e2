import { beforeEach, describe, expect, it } from 'vitest';
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import { createSentChanges, type SentChanges } from '#renderer/features/actions/sent-changes.ts';
import { describeRecent } from '#renderer/features/history/describe-recent.ts';
import { countFields, listHistory, selectField, type HistoryEntry } from '#renderer/features/history/list-history.ts';
import { writeHistoryJson } from '#renderer/features/history/write-history-json.ts';
import { compileMasks } from '#renderer/lib/masks.ts';
import { createEventLog, type WritableEventLog } from '#renderer/room/event-log.ts';
import { listChanges } from '#renderer/room/participant-changes.ts';
import type { ActionProgress } from '#contract/domain/action';
import { makeFacts, makeTrack, permission } from '../room/facts.ts';
import { createManualScheduler } from '../table/manual-scheduler.ts';

const rights = { ...permission, canUpdateMetadata: true };
const startMs = 1_700_000_000_000;
let log: WritableEventLog;
let sent: SentChanges;
let facts: ParticipantFacts;
let atMs: number;

beforeEach(() => {
  log = createEventLog({ scheduler: createManualScheduler() });
  sent = createSentChanges();
  facts = makeFacts('ada', { permission: rights });
  atMs = startMs;
});

/** Somebody changes: the rows are those that the room's session writes. */
function change(over: Partial<ParticipantFacts>, source: 'event' | 'api' = 'event'): void {
  atMs += 10_000;
  const next = { ...facts, ...over };
  for (const row of listChanges(facts, next)) log.add({ ...row, atMs, who: 'ada', source });
  facts = next;
}

function report(over: Partial<ActionProgress>): void {
  sent.record({
    actionId: 'action-1',
    verb: 'participant.set-attributes',
    room: 'town',
    target: 'ada',
    fields: ['attr.team'],
    step: 'seen',
    atMs,
    tookMs: 400,
    requestId: '',
    before: '',
    after: '',
    isUndoable: true,
    ...over,
  });
}

function read(mayWriteOwn: boolean | undefined = facts.permission?.canUpdateMetadata): HistoryEntry[] {
  return listHistory({ rows: log.rows(), sent: sent.list('town', 'ada'), mayWriteOwn });
}

function tell({ field, before, after, author }: HistoryEntry): unknown[] {
  return [field, before, after, author.kind];
}

describe('the history of a person', () => {
  it('tells each field by its values, newest first', () => {
    const track = makeTrack('TR_1');
    change({ attributes: { team: 'red', seat: '4' } });
    change({ attributes: { team: 'blue' }, name: 'Ada' });
    change({ permission: { ...rights, canPublish: false } });
    change({ tracks: [track] });
    change({ tracks: [{ ...track, muted: true }] });
    change({ tracks: [] });
    expect(
      read()
        .map(tell)
        .map(([field, before, after]) => [field, before, after]),
    ).toEqual([
      ['mic', 'muted', null],
      ['mic', 'live', 'muted'],
      ['mic', null, 'live'],
      ['can.publish', 'can', 'cannot'],
      ['can.mic', 'all', 'cannot'],
      ['can.camera', 'all', 'cannot'],
      ['can.screen', 'all', 'cannot'],
      ['can.screenAudio', 'all', 'cannot'],
      ['attr.team', 'red', 'blue'],
      ['attr.seat', '4', null],
      ['name', '', 'Ada'],
      ['attr.team', null, 'red'],
      ['attr.seat', null, '4'],
    ]);
    expect(countFields(read())[0]).toEqual({ field: 'mic', count: 3 });
  });

  it('tells a path of metadata by what changed of it, and what was cut as unknown', () => {
    change({ metadata: '{"table":4,"vip":true}' });
    change({ metadata: '{"table":4,"vip":false}' });
    change({ metadata: `{"table":5,"note":"${'x'.repeat(40_000)}"}` });
    expect(
      selectField(read(), 'meta.vip')
        .map(tell)
        .map(([, before, after]) => [before, after]),
    ).toEqual([
      [false, undefined],
      [true, false],
      [null, true],
    ]);
    expect(selectField(read(), 'meta.table').map(({ after }) => after)).toEqual([undefined, 4]);
  });

  it('of hostile texts can be read, drawn in a tooltip and copied', () => {
    const hostile = `\u202Eevil\n${'y'.repeat(500)}`;
    change({ attributes: { __proto__x: '1', 'a.b': hostile } });
    const [entry] = selectField(read(), 'attr."a.b"');
    expect(entry?.after).toBe(hostile);
    const told = describeRecent(selectField(read(), 'attr."a.b"'));
    expect(told).toContain('[U+202E]evil');
    expect(told.split('\n')).toHaveLength(2);
    expect(told.length).toBeLessThan(200);
    const json = writeHistoryJson(read(), compileMasks(['attr."a.b"']));
    expect(json).toContain('[masked]');
    expect(json).not.toContain('evil');
  });

  it('says that a change too long to be kept is not told', () => {
    change({ attributes: { long: 'z'.repeat(60_000) } });
    expect(read().map(tell)).toEqual([['attributes', undefined, undefined, 'unknown']]);
  });
});

describe('who made a change', () => {
  it('is you where an action wrote that value at that time', () => {
    change({ attributes: { team: 'red' } });
    report({ after: '{"team":"red"}' });
    expect(read().map(({ author }) => author.kind)).toEqual(['you']);
  });

  it.each([
    ['another value', { after: '{"team":"blue"}' }],
    ['another field', { fields: ['attr.seat'], after: '{"seat":"red"}' }],
    ['another time', { atMs: startMs, after: '{"team":"red"}' }],
    ['another room', { room: 'other', after: '{"team":"red"}' }],
    ['what was refused', { step: 'refused' as const, after: '{"team":"red"}' }],
  ])('is not you by %s', (_name, over) => {
    change({ attributes: { team: 'red' } });
    report(over);
    expect(read().map(({ author }) => author.kind)).toEqual(['unknown']);
  });

  it('is you for all rights that one switch changed', () => {
    change({ permission: { ...rights, canPublish: false } });
    report({ verb: 'participant.set-permission', fields: ['can.publish'], after: 'cannot' });
    expect(new Set(read().map(({ author }) => author.kind))).toEqual(new Set(['you']));
  });

  it('is somebody with the keys where the person could not, as their rights were then', () => {
    change({ permission: { ...rights, canUpdateMetadata: false } });
    change({ attributes: { team: 'red' } });
    change({ permission: { ...rights, canUpdateMetadata: true } });
    change({ attributes: { team: 'blue' } });
    expect(read().map(({ field, author }) => [field, author.kind])).toEqual([
      ['attr.team', 'unknown'],
      ['can.updateMetadata', 'api'],
      ['attr.team', 'api'],
      ['can.updateMetadata', 'api'],
    ]);
  });

  it('is the person for what only a client can do, and the keys for a removal', () => {
    change({ tracks: [makeTrack('TR_1')] });
    log.add({
      atMs,
      type: 'left',
      who: 'ada',
      details: 'participant_removed · had 1 track',
      before: 'PA',
      source: 'event',
    });
    log.add({ atMs, type: 'left', who: 'ada', details: 'signal_close', before: 'PA', source: 'event' });
    log.add({ atMs, type: 'left', who: 'ada', details: 'client_initiated', before: 'PA', source: 'event' });
    expect(read().map(({ field, author, note }) => [field, author.kind, note])).toEqual([
      ['state', 'person', 'client_initiated'],
      ['state', 'unknown', 'signal_close'],
      ['state', 'api', 'participant_removed · had 1 track'],
      ['mic', 'person', ''],
    ]);
  });
});

it('the log says from when on it is whole', () => {
  const beforeMs = Date.now();
  const small = createEventLog({ maxBytes: 2_000, scheduler: createManualScheduler() });
  const begun = small.beginsAtMs();
  expect(begun).toBeGreaterThanOrEqual(beforeMs);
  expect(begun).toBeLessThanOrEqual(Date.now());
  for (let index = 0; index < 20; index++) {
    small.add({ atMs: begun + 1_000 + index, type: 'name', who: 'ada', details: 'x'.repeat(100), source: 'event' });
  }
  expect(small.dropped()).toBeGreaterThan(0);
  expect(small.beginsAtMs()).toBe(small.rows()[0]?.atMs);
});
