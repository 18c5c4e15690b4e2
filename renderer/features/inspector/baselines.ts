/** As whom each person was looked at: from the first time that the Inspector showed them, or since they were marked as seen. */
import type { FieldSubject } from '#contract/fields';
import type { RoomSession } from '#renderer/room/types.ts';

export interface Baseline {
  subject: FieldSubject;
  atMs: number;
  /** They were marked as seen, and not only shown. */
  isMarked: boolean;
}

/** Who was looked at longest ago is forgotten first. */
const maxPeople = 500;
const baselines = new WeakMap<RoomSession, Map<string, Baseline>>();

/** The look that differences are told since; the first one is taken now. */
export function readBaseline(session: RoomSession, subject: FieldSubject): Baseline {
  const ofRoom = baselines.get(session) ?? new Map<string, Baseline>();
  baselines.set(session, ofRoom);
  return ofRoom.get(subject.facts.identity) ?? keep(ofRoom, { subject, atMs: Date.now(), isMarked: false });
}

/** From now on differences are told since this look. */
export function markSeen(session: RoomSession, subject: FieldSubject): Baseline {
  const ofRoom = baselines.get(session) ?? new Map<string, Baseline>();
  baselines.set(session, ofRoom);
  return keep(ofRoom, { subject, atMs: Date.now(), isMarked: true });
}

function keep(ofRoom: Map<string, Baseline>, baseline: Baseline): Baseline {
  const { identity } = baseline.subject.facts;
  ofRoom.delete(identity);
  ofRoom.set(identity, baseline);
  const [oldest] = ofRoom.keys();
  if (ofRoom.size > maxPeople && oldest !== undefined) ofRoom.delete(oldest);
  return baseline;
}
