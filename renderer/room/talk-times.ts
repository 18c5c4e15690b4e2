/**
 * How long each identity has talked, when they last spoke, and since when they are silent, from the reports of who speaks.
 * Approximate: reports are late, and later when somebody stops than when they begin. It outlives sessions and rows, bounded.
 */
import type { SessionFacts } from '#contract/fields';

export type TalkFacts = Pick<SessionFacts, 'talkMs' | 'spokeAtMs' | 'silentSinceMs'>;

export interface TalkTimes {
  /** Takes what is known now; undefined where nothing is reported any more. Answers what is then known of the person. */
  take(identity: string, isSpeaking: boolean | undefined, atMs: number): TalkFacts;
  /** What is known of somebody who comes back. */
  read(identity: string, atMs: number): TalkFacts;
  /** Who speaks now. */
  speaking(): ReadonlySet<string>;
}

interface Talk {
  /** Of spans that are over, corrected. */
  pastMs: number;
  /** The end of the last span that is over, as reported. */
  spokeAtMs: number | undefined;
  /** Begin of the span that lasts. */
  sinceMs: number | undefined;
  silentSinceMs: number | undefined;
}

/** A span is reported this much too long with the server's usual settings (measured: 9–46 % too much without, ±11 % with it). */
export const spanExcessMs = 450;
/** Who was not heard for longest is forgotten first. */
const maxRemembered = 10_000;
const nothing: TalkFacts = { talkMs: undefined, spokeAtMs: undefined, silentSinceMs: undefined };

export function createTalkTimes(limit = maxRemembered): TalkTimes {
  const talks = new Map<string, Talk>();
  const speaking = new Set<string>();

  function endSpan(identity: string, talk: Talk, atMs: number): void {
    talk.pastMs += measureSpan(talk, atMs);
    talk.spokeAtMs = atMs;
    talk.sinceMs = undefined;
    speaking.delete(identity);
  }

  function remember(identity: string, talk: Talk): void {
    talks.delete(identity);
    talks.set(identity, talk);
    if (talks.size <= limit) return;
    for (const other of talks.keys()) {
      if (speaking.has(other)) continue;
      talks.delete(other);
      return;
    }
  }

  return {
    take(identity, isSpeaking, atMs) {
      let talk = talks.get(identity);
      if (!talk && isSpeaking === undefined) return nothing;
      talk ??= { pastMs: 0, spokeAtMs: undefined, sinceMs: undefined, silentSinceMs: undefined };
      if (isSpeaking === true && talk.sinceMs === undefined) {
        talk.sinceMs = atMs;
        speaking.add(identity);
        remember(identity, talk);
      } else if (isSpeaking !== true && talk.sinceMs !== undefined) endSpan(identity, talk, atMs);
      if (isSpeaking !== false) talk.silentSinceMs = undefined;
      else if (talk.silentSinceMs === undefined) {
        talk.silentSinceMs = atMs;
        remember(identity, talk);
      }
      return tell(talk, atMs);
    },
    read(identity, atMs) {
      const talk = talks.get(identity);
      return talk ? tell(talk, atMs) : nothing;
    },
    speaking: () => speaking,
  };
}

function tell(talk: Talk, atMs: number): TalkFacts {
  return {
    // Who was never heard may have talked before this console came.
    talkMs: wasHeard(talk) ? talk.pastMs + measureSpan(talk, atMs) : undefined,
    spokeAtMs: talk.sinceMs === undefined ? talk.spokeAtMs : atMs,
    silentSinceMs: talk.silentSinceMs,
  };
}

function wasHeard({ sinceMs, spokeAtMs }: Talk): boolean {
  return sinceMs !== undefined || spokeAtMs !== undefined;
}

/** The span that lasts is corrected from its begin, so that the sum never goes back when it ends. */
function measureSpan({ sinceMs }: Talk, atMs: number): number {
  return sinceMs === undefined ? 0 : Math.max(0, atMs - sinceMs - spanExcessMs);
}
