/** What this window has changed of whom and when, so that a change that is seen later can be told as one's own. Bounded; never on its own a proof. */
import type { ActionProgress } from '#contract/domain/action';

export interface SentChange {
  actionId: string;
  room: string;
  target: string;
  fields: readonly string[];
  verb: ActionProgress['verb'];
  askedAtMs: number;
  /** When it was seen; until then, when it was last reported. */
  untilMs: number;
  isSeen: boolean;
  /** As the door tells the value that was written. */
  after: string;
}

export interface SentChanges {
  record(progress: ActionProgress): void;
  /** Changes of one person in one room, oldest first. */
  list(room: string, identity: string): readonly SentChange[];
}

const keptChanges = 5_000;
const none: readonly SentChange[] = [];

export function createSentChanges(): SentChanges {
  const known = new Map<string, SentChange>();
  const byTarget = new Map<string, readonly SentChange[]>();

  function listAnew(room: string, target: string): void {
    const key = JSON.stringify([room, target]);
    const changes = [...known.values()].filter((change) => change.room === room && change.target === target);
    if (changes.length === 0) byTarget.delete(key);
    else byTarget.set(key, changes);
  }

  function forget(actionId: string): void {
    const change = known.get(actionId);
    if (!change) return;
    known.delete(actionId);
    listAnew(change.room, change.target);
  }

  return {
    record(progress) {
      const { actionId, room, target, fields, verb, atMs, tookMs, after, step } = progress;
      // Nothing was written, so nothing that is seen comes from it.
      if (step === 'refused' || step === 'skipped') return forget(actionId);
      const before = known.get(actionId);
      if (before?.isSeen) return;
      const askedAtMs = before?.askedAtMs ?? atMs - tookMs;
      known.set(actionId, {
        actionId,
        room,
        target,
        fields,
        verb,
        askedAtMs,
        untilMs: atMs,
        isSeen: step === 'seen',
        after,
      });
      const [oldest] = known.keys();
      if (known.size > keptChanges && oldest !== undefined) forget(oldest);
      listAnew(room, target);
    },
    list: (room, identity) => byTarget.get(JSON.stringify([room, identity])) ?? none,
  };
}
