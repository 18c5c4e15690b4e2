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

  function keep(change: SentChange): void {
    const key = nameTarget(change.room, change.target);
    const changes = byTarget.get(key) ?? none;
    const isKnown = known.has(change.actionId);
    known.set(change.actionId, change);
    byTarget.set(
      key,
      isKnown ? changes.map((one) => (one.actionId === change.actionId ? change : one)) : [...changes, change],
    );
  }

  function forget(actionId: string): void {
    const change = known.get(actionId);
    if (!change) return;
    known.delete(actionId);
    const key = nameTarget(change.room, change.target);
    const changes = (byTarget.get(key) ?? none).filter((one) => one.actionId !== actionId);
    if (changes.length === 0) byTarget.delete(key);
    else byTarget.set(key, changes);
  }

  return {
    record(progress) {
      const { actionId, room, target, fields, verb, atMs, tookMs, after, step } = progress;
      // Nothing was written, so nothing that is seen comes from it.
      if (step === 'refused' || step === 'skipped') return forget(actionId);
      const before = known.get(actionId);
      if (before?.isSeen) return;
      const askedAtMs = before?.askedAtMs ?? atMs - tookMs;
      keep({
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
    },
    list: (room, identity) => byTarget.get(nameTarget(room, identity)) ?? none,
  };
}

function nameTarget(room: string, target: string): string {
  return JSON.stringify([room, target]);
}
