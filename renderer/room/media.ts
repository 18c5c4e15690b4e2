/**
 * Media of single tracks, taken on purpose and one by one: who asks has had it recorded by main. It ends once, by itself or
 * by hand, and never begins again: neither when a person comes back nor after a break.
 */
import { ConnectionState, type RemoteTrackPublication, type Room } from 'livekit-client';
import type { ListeningEnd } from '#contract/domain/listening';
import { listenTo } from './room-listeners.ts';

export type MediaEnd = Extract<ListeningEnd, 'left' | 'unpublished' | 'unsubscribed' | 'session_over' | 'no_media'>;

export interface TakenMedia {
  /** Undefined until it comes. */
  track(): MediaStreamTrack | undefined;
  /** Told when it comes, and once when it ends by itself. */
  listen(listeners: { onTrack: () => void; onEnd: (end: MediaEnd) => void }): void;
  /** Gives it back; nobody hears of it. */
  stop(): void;
}

export interface Media {
  take(trackSid: string): TakenMedia | undefined;
  isTaken(trackSid: string): boolean;
  /** The connection is over. */
  stop(): void;
}

export interface MediaDeps {
  room: Room;
  /** True for a track that stays subscribed without media when its media is given back. */
  isWatched: (trackSid: string) => boolean;
}

/** A subscription answers in about 0.1 s; one that does not come by then was not allowed. */
const patienceMs = 8_000;

interface Entry {
  identity: string;
  publication: RemoteTrackPublication;
  onTrack: () => void;
  onEnd: (end: MediaEnd) => void;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export function createMedia({ room, isWatched }: MediaDeps): Media {
  const entries = new Map<string, Entry>();
  let isStopped = false;

  function find(trackSid: string): Pick<Entry, 'identity' | 'publication'> | undefined {
    for (const { identity, trackPublications } of room.remoteParticipants.values()) {
      const publication = trackPublications.get(trackSid);
      if (publication) return { identity, publication };
    }
    return undefined;
  }

  function release(trackSid: string): Entry | undefined {
    const entry = entries.get(trackSid);
    entries.delete(trackSid);
    clearTimeout(entry?.timer);
    return entry;
  }

  function giveBack(trackSid: string): Entry | undefined {
    const entry = release(trackSid);
    if (!entry) return undefined;
    if (isWatched(trackSid)) entry.publication.setEnabled(false);
    else entry.publication.setSubscribed(false);
    return entry;
  }

  const stopListening = listenTo(room, {
    trackSubscribed: (_track, { trackSid }) => tellTrack(trackSid),
    trackUnpublished: ({ trackSid }) => endSoon(trackSid),
    trackUnsubscribed: (_track, { trackSid }) => endSoon(trackSid),
    trackSubscriptionFailed: (trackSid) => giveBack(trackSid)?.onEnd('no_media'),
  });

  /** Of whatever happens to a session or a person, livekit-client tells what it does to their tracks first. */
  function endSoon(trackSid: string): void {
    const entry = release(trackSid);
    if (entry) queueMicrotask(() => entry.onEnd(findReason(entry)));
  }

  function findReason({ identity, publication }: Entry): MediaEnd {
    if (isStopped || room.state !== ConnectionState.Connected) return 'session_over';
    const person = room.remoteParticipants.get(identity);
    if (!person) return 'left';
    return person.trackPublications.has(publication.trackSid) ? 'unsubscribed' : 'unpublished';
  }

  function tellTrack(trackSid: string): void {
    const entry = entries.get(trackSid);
    if (!entry) return;
    clearTimeout(entry.timer);
    entry.onTrack();
  }

  return {
    take(trackSid) {
      const found = find(trackSid);
      if (!found || entries.has(trackSid)) return undefined;
      const { publication } = found;
      const timer = setTimeout(() => giveBack(trackSid)?.onEnd('no_media'), patienceMs);
      const entry: Entry = { ...found, onTrack: () => undefined, onEnd: () => undefined, timer };
      entries.set(trackSid, entry);
      const hasTrack = publication.track !== undefined;
      publication.setSubscribed(true);
      if (!publication.isEnabled) publication.setEnabled(true);
      if (hasTrack) clearTimeout(timer);
      return {
        track: () => publication.track?.mediaStreamTrack,
        listen: (listeners) => void Object.assign(entry, listeners),
        stop: () => {
          if (entries.get(trackSid) === entry) giveBack(trackSid);
        },
      };
    },
    isTaken: (trackSid) => entries.has(trackSid),
    stop() {
      isStopped = true;
      stopListening();
      for (const trackSid of entries.keys()) release(trackSid)?.onEnd('session_over');
    },
  };
}
