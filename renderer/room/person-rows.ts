/** What the event log tells of people: who came, went and changed, and what nobody saw. Decides nothing about them. */
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import type { WritableEventLog } from './event-log.ts';
import { joinParts } from './found-later.ts';
import { listChanges } from './participant-changes.ts';

/** Who told it. */
type Source = 'event' | 'api';

export interface PersonRows {
  /** `was`: as whom they left, if that is still known; a new session may have brought other data and rights. */
  joined(facts: ParticipantFacts, source: Source, note: string, was?: ParticipantFacts): void;
  /** Answers whether there was anything to tell of what they are. */
  changed(before: ParticipantFacts, after: ParticipantFacts, source: Source, note: string): boolean;
  left(facts: ParticipantFacts, reason: string, source: Source, note: string): void;
}

export function createPersonRows({ log, now }: { log: Pick<WritableEventLog, 'add'>; now: () => number }): PersonRows {
  /** Answers how many rows it was. */
  function writeChanges(before: ParticipantFacts, after: ParticipantFacts, source: Source, note: string): number {
    const changes = listChanges(before, after, { isEachKey: note !== '' });
    const row = { atMs: now(), who: after.identity, source };
    for (const change of changes) log.add({ ...row, ...change, details: joinParts(note, change.details) });
    return changes.length;
  }

  return {
    joined(facts, source, note, was = facts) {
      const parts = [facts.kind === 'standard' ? '' : facts.kind, facts.permission?.hidden ? 'hidden' : ''];
      if (was !== facts) parts.push('came back');
      const row = { atMs: now(), who: facts.identity, source };
      log.add({ ...row, type: 'joined', details: joinParts(note, facts.sid, ...parts) });
      // That media connected is news only as it happens: who is found has joined, and that is all that was missed.
      const state = note === '' ? 'joining' : facts.state;
      writeChanges({ ...was, state, tracks: [], dataTracks: [] }, facts, source, note);
    },
    changed(before, after, source, note) {
      const row = { atMs: now(), who: after.identity, source };
      const isNewSession = before.sid !== after.sid;
      if (isNewSession) {
        const details = joinParts(note, 'a new session replaced the one before');
        log.add({ ...row, type: 'joined', details, before: before.sid, after: after.sid });
      }
      const changeCount = writeChanges(before, after, source, note);
      const unseen = isNewSession || changeCount > 0 ? 0 : after.version - before.version;
      // There and back: what it was between nobody has seen, that it was something the version tells.
      if (note !== '' && unseen > 1) {
        const details = `${unseen} updates came that this console did not see, and nothing of them is left`;
        log.add({ ...row, type: 'unseen', details });
      }
      return isNewSession || changeCount > 0;
    },
    left(facts, reason, source, note) {
      const trackCount = facts.tracks.length;
      const tracks = trackCount > 0 ? `had ${trackCount} ${trackCount === 1 ? 'track' : 'tracks'}` : '';
      const row = { atMs: now(), who: facts.identity, source };
      log.add({ ...row, type: 'left', details: joinParts(note, reason, tracks), before: facts.sid });
    },
  };
}
