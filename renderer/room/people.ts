/**
 * Everybody in the room, merged from two sources: live events (fast, with reasons) and main's sweeps of the API (whole, with
 * hidden people). The newer version of a person wins. It is the only writer of rows about people, so a change that
 * both sources tell is written once. It knows no livekit-client.
 */
import { nameHeading } from '#contract/count-participants';
import type { FieldSubject, SessionFacts } from '#contract/fields';
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import type { CountHeading, RoomFacts } from '#contract/domain/room-facts';
import type { FrameScheduler } from '#renderer/table/frame-scheduler.ts';
import type { OwnedColumnTable } from '#renderer/table/column-table.ts';
import { releaseAfterMs } from '#renderer/table/gone-rows.ts';
import type { RowNumber } from '#renderer/table/types.ts';
import type { WritableEventLog } from './event-log.ts';
import { foundAfterReconnect, foundByList } from './found-later.ts';
import { createIdentityListeners } from './identity-listeners.ts';
import { createLeftRoll } from './left-roll.ts';
import { createPersonRows } from './person-rows.ts';
import { createPersonSessions, type PersonSession } from './person-sessions.ts';
import { createPersonColumns, type AttributeKeyCounts } from './person-columns.ts';
import { createPresenceWatch } from './presence-watch.ts';
import { createTalkTimes } from './talk-times.ts';
import type { RoomCounts } from './types.ts';
import { completeFacts, isOlder, isSameState } from './versions.ts';

/** What a disabled microphone subscription reports of somebody. */
export type Signals = Pick<SessionFacts, 'isSpeaking' | 'level' | 'quality' | 'isUnwatched'>;

export interface People {
  /** Everybody whom the server showed at a join. A later one is compared with what was known: the room is read anew. */
  takeSnapshot(others: readonly ParticipantFacts[], isFirst: boolean): void;
  /** One raw update of one participant. */
  takeUpdate(facts: ParticipantFacts): void;
  /** A sweep of the API; `note` goes into the rows of what only it found. */
  takeSweep(sweep: RoomFacts, note?: string): void;
  setSignals(identity: string, signals: Signals): void;
  /** Whether live events come in now: then the list waits a moment for them to tell first; else all signals are unknown. */
  setLive(isLive: boolean): void;
  /** No events come in any more, so nobody is known by them. */
  endEvents(): void;
  /** Identities of this installation's own observers; they are left out. */
  setOwnIdentities(identities: Iterable<string>): void;
  find(identity: string): FieldSubject | undefined;
  /** Sessions that an identity had, oldest first. */
  sessions(identity: string): readonly PersonSession[];
  subscribe(identity: string, listener: () => void): () => void;
  counts(): RoomCounts;
  attributeKeys(): AttributeKeyCounts;
  dispose(): void;
}

interface Person {
  row: RowNumber;
  subject: FieldSubject;
  isInEvents: boolean;
  isInList: boolean;
  countedAs: CountHeading | undefined;
  timer?: ReturnType<typeof setTimeout> | undefined;
}

/** Somebody who left stays to be seen, dimmed; then only those see them who ask for those who left. */
const leftRowMs = 60_000;
/** Events about viewers' leaving come up to 3 s after the list knows it, but only they know why. */
const goneGraceMs = 4_000;
/** A change in the list is told by an event within milliseconds, unless the event was lost. */
const changeGraceMs = 1_500;
/** How often the talk time of those who speak goes on. */
const talkEveryMs = 1_000;
const seenStepMs = 1_000;
const unknownSignals: Signals = { isSpeaking: undefined, level: undefined, quality: undefined, isUnwatched: undefined };
const noReason = 'unknown_reason';

export function createPeople(deps: {
  table: OwnedColumnTable;
  log: Pick<WritableEventLog, 'add'>;
  scheduler: FrameScheduler;
  now: () => number;
  /** Called when counts changed. */
  onCounts: () => void;
}): People {
  const { table, now } = deps;
  const people = new Map<string, Person>();
  const columns = createPersonColumns(table);
  const sessions = createPersonSessions();
  const presence = createPresenceWatch({ now, later, onDue: lookAgain });
  const rows = createPersonRows({ log: deps.log, now });
  const talks = createTalkTimes();
  const leftRoll = createLeftRoll();
  const { tell, ...listeners } = createIdentityListeners(deps.scheduler);
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let own = new Set<string>();
  let counts: RoomCounts = { people: 0, agents: 0, recorders: 0, phones: 0, hidden: 0 };
  let isLive = false;
  let hasSwept = false;
  let isTalkDue = false;
  let seenByListAtMs = Number.NEGATIVE_INFINITY;

  function later(task: () => void, delayMs: number): ReturnType<typeof setTimeout> {
    const timer = setTimeout(() => {
      timers.delete(timer);
      task();
    }, delayMs);
    timers.add(timer);
    return timer;
  }

  function stopTimer(person: Person): void {
    if (person.timer === undefined) return;
    clearTimeout(person.timer);
    timers.delete(person.timer);
    person.timer = undefined;
  }

  function count(person: Person): void {
    const { facts, session } = person.subject;
    const countedAs = session.leftAtMs === undefined ? nameHeading(facts) : undefined;
    if (countedAs === person.countedAs) return;
    counts = { ...counts };
    if (person.countedAs) counts[person.countedAs]--;
    if (countedAs) counts[countedAs]++;
    person.countedAs = countedAs;
    deps.onCounts();
  }

  /** Makes a new subject and writes it; the one place where a person changes. */
  function put(person: Person, facts: ParticipantFacts, session: Partial<SessionFacts>): void {
    const before = person.subject;
    const source = readSource(person) ?? before.session.source;
    const after: SessionFacts = { ...before.session, source, ...session };
    const isHeardAnew = after.isSpeaking !== before.session.isSpeaking;
    const talk = isHeardAnew ? talks.take(facts.identity, after.isSpeaking, now()) : {};
    person.subject = { facts, session: { ...after, ...talk } };
    write(person, before);
    if (after.isSpeaking === true) countTalk();
  }

  /** Talk time goes on while somebody speaks; nothing of it is written for anybody else. */
  function countTalk(): void {
    if (isTalkDue || talks.speaking().size === 0) return;
    isTalkDue = true;
    later(() => {
      isTalkDue = false;
      const atMs = now();
      for (const identity of talks.speaking()) {
        const person = people.get(identity);
        if (!person) continue;
        const { facts, session } = person.subject;
        person.subject = { facts, session: { ...session, ...talks.read(identity, atMs) } };
        columns.writeTalk(person.row, person.subject, atMs);
        tell(identity);
      }
      countTalk();
    }, talkEveryMs);
  }

  function write(person: Person, before: FieldSubject | undefined): void {
    const { facts, session } = person.subject;
    const atMs = now();
    sessions.take(person.subject, atMs);
    const doubts = presence.look(person.subject, person, sessions.read(facts.identity));
    person.subject = { facts, session: { ...session, doubts } };
    columns.write(person.row, person.subject, before, atMs);
    count(person);
    tell(facts.identity);
  }

  function lookAgain(identity: string): void {
    const person = people.get(identity);
    if (!person) return;
    const doubts = presence.look(person.subject, person, sessions.read(identity));
    if (doubts !== person.subject.session.doubts) put(person, person.subject.facts, {});
  }

  function add(facts: ParticipantFacts, from: 'event' | 'api'): Person {
    const atMs = now();
    const session: SessionFacts = {
      ...unknownSignals,
      ...talks.read(facts.identity, atMs),
      source: from,
      seenAtMs: atMs,
      changedAtMs: atMs,
      leftAtMs: undefined,
      leftReason: undefined,
    };
    const person: Person = {
      row: table.ensureRow(facts.identity),
      subject: { facts, session },
      isInEvents: from === 'event',
      isInList: from === 'api',
      countedAs: undefined,
    };
    people.set(facts.identity, person);
    write(person, undefined);
    return person;
  }

  function leave(person: Person, reason: string, source: 'event' | 'api', note: string): void {
    const { facts } = person.subject;
    stopTimer(person);
    const atMs = now();
    rows.left(facts, reason, source, note);
    person.isInEvents = false;
    person.isInList = false;
    const last: ParticipantFacts = {
      ...facts,
      state: 'disconnected',
      disconnectReason: reason,
      tracks: [],
      dataTracks: [],
    };
    put(person, last, { ...unknownSignals, leftAtMs: atMs, leftReason: reason, changedAtMs: atMs });
    person.timer = later(() => put(person, person.subject.facts, { isGone: true }), leftRowMs);
    for (const identity of leftRoll.add(last)) {
      const dropped = people.get(identity);
      if (dropped) remove(identity, dropped);
    }
  }

  function remove(identity: string, person: Person): void {
    stopTimer(person);
    people.delete(identity);
    leftRoll.remove(identity);
    presence.forget(identity);
    table.removeRow(person.row);
    tell(identity);
    later(() => {
      if (!people.has(identity)) table.release(person.row);
    }, releaseAfterMs);
  }

  /** Makes newer facts the person's own, and writes down what they changed. */
  function change(person: Person, facts: ParticipantFacts, source: 'event' | 'api', note: string): void {
    const before = person.subject;
    const atMs = now();
    if (before.session.leftAtMs !== undefined) {
      stopTimer(person);
      leftRoll.remove(facts.identity);
      rows.joined(facts, source, note, before.facts);
      const back = { leftAtMs: undefined, leftReason: undefined, isGone: undefined };
      put(person, facts, { ...back, seenAtMs: atMs, changedAtMs: atMs });
      return;
    }
    const hasChanged = rows.changed(before.facts, facts, source, note);
    put(person, facts, {
      seenAtMs: atMs,
      ...(before.facts.sid === facts.sid ? {} : unknownSignals),
      ...(hasChanged ? { changedAtMs: atMs } : {}),
    });
  }

  function takeEvent(facts: ParticipantFacts, note: string, isQuiet: boolean): void {
    if (facts.identity === '' || own.has(facts.identity)) return;
    if (facts.state !== 'disconnected') presence.noteSid(facts.identity, 'event', facts.sid);
    const person = people.get(facts.identity);
    const hasLeft = person?.subject.session.leftAtMs !== undefined;
    if (facts.state === 'disconnected') {
      // A late goodbye of a session that was replaced already is not a leave.
      if (person && !hasLeft && person.subject.facts.sid === facts.sid) {
        leave(person, facts.disconnectReason, 'event', note);
      }
      return;
    }
    if (!person) {
      add(facts, 'event');
      if (!isQuiet) rows.joined(facts, 'event', note);
      return;
    }
    if (isOlder(facts, person.subject.facts)) return;
    const told = completeFacts(facts, person.subject.facts);
    if (hasLeft && facts.sid === person.subject.facts.sid && facts.version <= person.subject.facts.version) return;
    person.isInEvents = true;
    if (isQuiet && !hasLeft) put(person, told, { seenAtMs: now() });
    else change(person, told, 'event', note);
  }

  function takeListed(facts: ParticipantFacts, readAtMs: number, note: string): void {
    if (facts.identity === '' || own.has(facts.identity) || facts.state === 'disconnected') return;
    presence.noteSid(facts.identity, 'list', facts.sid);
    const person = people.get(facts.identity);
    if (!person) {
      add(facts, 'api');
      if (hasSwept) rows.joined(facts, 'api', note);
      return;
    }
    const known = person.subject;
    if (known.session.leftAtMs !== undefined) {
      // A list that was read before the leave is no news; one that names them well after it is.
      const isStale = known.facts.sid === facts.sid && readAtMs < known.session.leftAtMs + goneGraceMs;
      if (isStale || isOlder(facts, known.facts)) return;
      person.isInList = true;
      change(person, facts, 'api', note);
      return;
    }
    person.isInList = true;
    const isNewer = !isOlder(facts, known.facts) && !isSameState(facts, known.facts);
    if (!isNewer) return put(person, known.facts, {});
    if (!person.isInEvents || !isLive) return change(person, facts, 'api', note);
    put(person, known.facts, {});
    later(() => {
      const current = people.get(facts.identity);
      if (!current || current.subject.session.leftAtMs !== undefined) return;
      if (isOlder(facts, current.subject.facts) || isSameState(facts, current.subject.facts)) return;
      change(current, facts, 'api', note);
    }, changeGraceMs);
  }

  function takeGone(identity: string, note: string): void {
    const person = people.get(identity);
    if (!person || person.subject.session.leftAtMs !== undefined) return;
    person.isInList = false;
    const { sid } = person.subject.facts;
    if (!person.isInEvents || !isLive) return leave(person, noReason, 'api', note);
    put(person, person.subject.facts, {});
    later(() => {
      const current = people.get(identity);
      if (current !== person || person.isInList || person.subject.facts.sid !== sid) return;
      if (person.subject.session.leftAtMs === undefined) leave(person, noReason, 'api', note);
    }, goneGraceMs);
  }

  /** Who is in the list was seen by it. Joins and leaves ask for lists many times a second; an age on screen has no such steps. */
  function noteSeen(atMs: number): void {
    if (atMs - seenByListAtMs < seenStepMs) return;
    seenByListAtMs = atMs;
    for (const [identity, person] of people) {
      const { facts, session } = person.subject;
      if (!person.isInList || session.seenAtMs >= atMs) continue;
      person.subject = { facts, session: { ...session, seenAtMs: atMs } };
      columns.writeSeen(person.row, atMs);
      tell(identity);
    }
  }

  function forgetSignals(): void {
    for (const person of people.values()) {
      const { isSpeaking, level, quality, isUnwatched } = person.subject.session;
      if ([isSpeaking, level, quality, isUnwatched].every((signal) => signal === undefined)) continue;
      put(person, person.subject.facts, unknownSignals);
    }
  }

  return {
    takeSnapshot(others, isFirst) {
      const present = new Set(others.map(({ identity }) => identity));
      const note = isFirst ? '' : foundAfterReconnect;
      for (const facts of others) takeEvent(facts, note, isFirst);
      for (const [identity, person] of people) {
        // Hidden people are in no snapshot; only the list can tell that they are gone.
        if (present.has(identity) || person.subject.facts.permission?.hidden) continue;
        if (person.subject.session.leftAtMs === undefined) leave(person, noReason, 'event', note);
      }
    },
    takeUpdate: (facts) => takeEvent(facts, '', false),
    takeSweep(sweep, note = foundByList) {
      if (sweep.error) return;
      presence.noteSweep(sweep.readAtMs);
      for (const facts of sweep.changed) takeListed(facts, sweep.readAtMs, note);
      const gone = new Set(sweep.gone);
      if (sweep.isComplete) {
        const listed = new Set(sweep.changed.map(({ identity }) => identity));
        for (const identity of people.keys()) if (!listed.has(identity)) gone.add(identity);
      }
      for (const identity of gone) takeGone(identity, note);
      if (sweep.isComplete) hasSwept = true;
      noteSeen(sweep.readAtMs);
    },
    setSignals(identity, signals) {
      const person = people.get(identity);
      if (!person || person.subject.session.leftAtMs !== undefined) return;
      put(person, person.subject.facts, signals);
    },
    setLive(next) {
      isLive = next;
      presence.setLive(next);
      if (!next) forgetSignals();
      presence.lookAgain();
    },
    endEvents() {
      isLive = false;
      presence.setLive(false);
      forgetSignals();
      for (const person of people.values()) {
        if (!person.isInEvents) continue;
        person.isInEvents = false;
        put(person, person.subject.facts, {});
      }
      presence.lookAgain();
    },
    setOwnIdentities(identities) {
      own = new Set(identities);
      for (const [identity, person] of people) {
        if (!own.has(identity)) continue;
        if (person.countedAs) counts = { ...counts, [person.countedAs]: counts[person.countedAs] - 1 };
        remove(identity, person);
        deps.onCounts();
      }
    },
    find: (identity) => people.get(identity)?.subject,
    sessions: sessions.read,
    subscribe: listeners.subscribe,
    counts: () => counts,
    attributeKeys: columns.attributeKeys,
    dispose() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      listeners.dispose();
      people.clear();
    },
  };
}

function readSource(person: Person): SessionFacts['source'] | undefined {
  if (person.isInEvents) return person.isInList ? 'both' : 'event';
  return person.isInList ? 'api' : undefined;
}
