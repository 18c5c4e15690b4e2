/**
 * Speaking, level and quality without media: microphones are disabled and subscribed at once, the first hundred, in
 * batches. Never video (it would wake the publisher's encoder). The server reports changes only, and nothing of who was
 * talking before: what was not reported stays unknown, never "silent".
 */
import {
  Track,
  type ConnectionQuality,
  type Participant,
  type RemoteTrackPublication,
  type Room,
} from 'livekit-client';
import type { Signals } from './people.ts';
import { listenTo } from './room-listeners.ts';

export interface Levels {
  /** Watches the microphones that are there; called right after connecting. */
  start(): void;
  stop(): void;
  /** True for a microphone that is subscribed for its level, without media. */
  isWatched(trackSid: string): boolean;
}

export interface LevelsDeps {
  room: Room;
  /** True for a track whose media is taken on purpose: it is neither disabled nor given back. */
  isTaken: (trackSid: string) => boolean;
  /** Asks the server to send no media of a track, subscribed or not. */
  withholdMedia: (trackSid: string) => void;
  setSignals: (identity: string, signals: Signals) => void;
  onSpeaking: (identity: string, isSpeaking: boolean) => void;
  onQuality: (identity: string, before: Signals['quality'], after: Signals['quality']) => void;
  /** Called once, when there are more microphones than are watched. */
  onLimit: () => void;
}

/** Each subscription adds a section to every later offer; beyond this it would cost more than it tells. */
export const maxWatchedMicrophones = 100;
const noSignals: Signals = { isSpeaking: undefined, level: undefined, quality: undefined };
const newcomerDelayMs = 250;
const sampleIntervalMs = 200;

/** Attaches to the room's events; nothing is subscribed before `start`. */
export function createLevels(deps: LevelsDeps): Levels {
  const { room } = deps;
  const watched = new Map<string, string>();
  const waiting = new Map<string, { publication: RemoteTrackPublication; identity: string }>();
  const signals = new Map<string, Signals>();
  const changed = new Set<string>();
  /** Who speaks now; thousands have signals, and a list of speakers comes many times a second. */
  const speaking = new Set<string>();
  let hasToldLimit = false;
  let batchTimer: ReturnType<typeof setTimeout> | undefined;
  let sampleTimer: ReturnType<typeof setInterval> | undefined;

  function update(identity: string, next: Partial<Signals>): void {
    const known = signals.get(identity) ?? noSignals;
    // A list of speakers names everybody who speaks, many times a second; few of them are louder or softer than before.
    if ((Object.keys(next) as (keyof Signals)[]).every((signal) => known[signal] === next[signal])) return;
    signals.set(identity, { ...known, ...next });
    changed.add(identity);
  }

  function sample(): void {
    for (const identity of changed) {
      const known = signals.get(identity);
      if (known) deps.setSignals(identity, known);
    }
    changed.clear();
  }

  function setSpeaking(identity: string, isSpeaking: boolean | undefined, level: number | undefined): void {
    const wasSpeaking = speaking.has(identity);
    update(identity, { isSpeaking, level });
    if (isSpeaking === true) speaking.add(identity);
    else speaking.delete(identity);
    if (isSpeaking === true && !wasSpeaking) deps.onSpeaking(identity, true);
    else if (isSpeaking !== true && wasSpeaking) deps.onSpeaking(identity, false);
  }

  function watchWaiting(): void {
    batchTimer = undefined;
    for (const [sid, { publication, identity }] of waiting) {
      if (watched.size >= maxWatchedMicrophones) {
        if (!hasToldLimit) deps.onLimit();
        hasToldLimit = true;
        for (const left of waiting.values()) update(left.identity, { isUnwatched: true });
        break;
      }
      if (signals.get(identity)?.isUnwatched) update(identity, { isUnwatched: undefined });
      waiting.delete(sid);
      watched.set(sid, identity);
      if (deps.isTaken(sid)) publication.setSubscribed(true);
      else watch(publication);
    }
  }

  function watch(publication: RemoteTrackPublication): void {
    // Before: else the first sound comes where the server subscribes sooner than it reads on.
    deps.withholdMedia(publication.trackSid);
    publication.setSubscribed(true);
    // And after, which livekit-client remembers; `setEnabled(false)` says nothing the second time, and media would flow.
    if (publication.isEnabled) publication.setEnabled(false);
    else publication.emitTrackUpdate();
  }

  function plan(): void {
    batchTimer ??= setTimeout(watchWaiting, newcomerDelayMs);
  }

  function add(publication: RemoteTrackPublication, identity: string): boolean {
    if (publication.source !== Track.Source.Microphone) return false;
    waiting.set(publication.trackSid, { publication, identity });
    return true;
  }

  function forget(sid: string, identity: string): void {
    if (waiting.delete(sid) && signals.get(identity)?.isUnwatched) update(identity, { isUnwatched: undefined });
    if (!watched.delete(sid)) return;
    setSpeaking(identity, undefined, undefined);
    update(identity, { quality: undefined });
    if (waiting.size > 0) plan();
  }

  const stopListening = listenTo(room, {
    trackPublished: (publication, participant) => {
      if (sampleTimer !== undefined && add(publication, participant.identity)) plan();
    },
    trackUnpublished: (publication, participant) => forget(publication.trackSid, participant.identity),
    trackSubscribed: (_track, publication, participant) => {
      if (watched.has(publication.trackSid)) {
        // Muted is known to be silent; whether somebody else is talking already is not told.
        if (publication.isMuted) setSpeaking(participant.identity, false, 0);
      }
      // Somebody else's API call subscribed us to it: no media is wanted.
      else if (!deps.isTaken(publication.trackSid)) publication.setSubscribed(false);
    },
    trackUnsubscribed: (_track, publication, participant) => {
      const { trackSid } = publication;
      if (!watched.has(trackSid)) return;
      forget(trackSid, participant.identity);
      // An API call can unsubscribe us, too; a track that is gone is not in the participant's list any more.
      if (participant.trackPublications.has(trackSid) && add(publication, participant.identity)) plan();
    },
    trackMuted: (publication, participant) => {
      if (watched.has(publication.trackSid)) setSpeaking(participant.identity, false, 0);
    },
    participantDisconnected: (participant) => {
      for (const [sid, identity] of watched) if (identity === participant.identity) forget(sid, identity);
      signals.delete(participant.identity);
      speaking.delete(participant.identity);
      changed.delete(participant.identity);
    },
    activeSpeakersChanged: (speakers) => {
      const silent = new Set(speaking);
      for (const speaker of speakers) {
        if (!isWatched(speaker)) continue;
        silent.delete(speaker.identity);
        setSpeaking(speaker.identity, true, stepLevel(speaker.audioLevel));
      }
      for (const identity of silent) setSpeaking(identity, false, 0);
    },
    connectionQualityChanged: (reported, participant) => {
      if (participant === room.localParticipant) return;
      const quality = readQuality(reported);
      const before = signals.get(participant.identity)?.quality;
      if (quality === before) return;
      update(participant.identity, { quality });
      deps.onQuality(participant.identity, before, quality);
    },
  });

  function isWatched(participant: Participant): boolean {
    for (const sid of participant.trackPublications.keys()) if (watched.has(sid)) return true;
    return false;
  }

  return {
    start() {
      if (sampleTimer !== undefined) return;
      sampleTimer = setInterval(sample, sampleIntervalMs);
      for (const participant of room.remoteParticipants.values()) {
        for (const publication of participant.trackPublications.values()) add(publication, participant.identity);
      }
      // At once: the first report of quality after a join covers only who is watched by then.
      watchWaiting();
    },
    stop() {
      stopListening();
      clearTimeout(batchTimer);
      clearInterval(sampleTimer);
      watched.clear();
      waiting.clear();
    },
    isWatched: (trackSid) => watched.has(trackSid),
  };
}

/** The server reports eighths, rounded up; a moderator needs five steps. */
export function stepLevel(level: number): number {
  if (level <= 0) return 0;
  if (level <= 0.125) return 1;
  if (level <= 0.25) return 2;
  return level <= 0.5 ? 3 : 4;
}

function readQuality(quality: ConnectionQuality): Signals['quality'] {
  return quality === 'unknown' ? undefined : quality;
}
