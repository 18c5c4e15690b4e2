/**
 * Whom this window listens to or sees: one person at a time, by a moderator's own doing. Main records each before any media
 * is taken, and how each ended. Nothing begins by itself and nothing begins again.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { describeListeningEnd, type ListeningEnd, type ListeningKind } from '#contract/domain/listening';
import type { TrackFacts, TrackSource } from '#contract/domain/participant-facts';
import { fail, type GavelError } from '#contract/result';
import type { GavelBridge } from '#contract/bridge';
import { actionStore, type ActionNotice } from '#renderer/features/actions/action-store.ts';
import { request } from '#renderer/lib/bridge.ts';
import type { MediaEnd, TakenMedia } from '#renderer/room/media.ts';
import type { RoomSession } from '#renderer/room/types.ts';
import { playSound, type PlayedSound } from './play-sound.ts';

export interface ListeningPart {
  kind: ListeningKind;
  source: TrackSource;
  trackSid: string;
  /** Undefined until the media is there. */
  track: MediaStreamTrack | undefined;
}

export interface ListeningState {
  room: string;
  identity: string;
  parts: Readonly<Partial<Record<ListeningKind, ListeningPart>>>;
  /** 0 to 1. */
  volume: number;
}

export interface ListeningDeps {
  request: GavelBridge['request'];
  notify: (notice: Omit<ActionNotice, 'id'>) => void;
  play: (track: MediaStreamTrack, volume: number, onRefused: () => void) => PlayedSound;
}

export interface ListeningStore {
  store: StoreApi<ListeningState>;
  /** Takes a track of a person; whatever was taken of somebody else is ended first. */
  start(
    session: Pick<RoomSession, 'room' | 'takeMedia'>,
    identity: string,
    kind: ListeningKind,
    track: TrackFacts,
  ): void;
  /** Ends one, or both. */
  stop(kind?: ListeningKind, end?: ListeningEnd): void;
  setVolume(volume: number): void;
}

/** One that was asked for, until it is over. */
interface Running {
  kind: ListeningKind;
  identity: string;
  listeningId?: string;
  media?: TakenMedia;
  sound?: PlayedSound;
}

const nobody: Omit<ListeningState, 'volume'> = { room: '', identity: '', parts: {} };

export function createListeningStore(deps: ListeningDeps): ListeningStore {
  const store: StoreApi<ListeningState> = createStore<ListeningState>(() => ({ ...nobody, volume: 1 }));
  const running = new Map<ListeningKind, Running>();

  function setPart(kind: ListeningKind, part: ListeningPart | undefined): void {
    store.setState(({ parts }) => {
      const { [kind]: _before, ...rest } = parts;
      const next = part ? { ...rest, [kind]: part } : rest;
      return Object.keys(next).length === 0 ? nobody : { parts: next };
    });
  }

  /** Takes it off the screen and gives the media back; true if it was still running. */
  function take(own: Running): boolean {
    if (running.get(own.kind) !== own) return false;
    running.delete(own.kind);
    own.media?.stop();
    own.sound?.stop();
    setPart(own.kind, undefined);
    return true;
  }

  function end(own: Running, how: ListeningEnd): void {
    if (!take(own) || own.listeningId === undefined) return;
    void deps.request('listening:report', { listeningId: own.listeningId, outcome: 'ended', end: how });
  }

  /** For an end that the moderator did not ask for. */
  function endWithWord(own: Running, how: ListeningEnd, error?: GavelError): void {
    if (running.get(own.kind) !== own) return;
    end(own, how);
    const title = `${own.kind === 'listen' ? 'Listening to' : 'Seeing'} ${own.identity} has ended: ${describeListeningEnd(how)}.`;
    deps.notify(error ? { tone: 'refused', title, error } : { tone: 'told', title });
  }

  async function run(own: Running, session: Pick<RoomSession, 'room' | 'takeMedia'>, track: TrackFacts): Promise<void> {
    const { kind, identity } = own;
    const { sid: trackSid, source } = track;
    const wish = { kind, room: session.room, identity, trackSid };
    const answer = await deps.request('listening:begin', wish);
    if (!answer.ok) {
      if (!take(own)) return;
      const title = kind === 'listen' ? `${identity} cannot be listened to` : `${identity} cannot be seen`;
      return deps.notify({ tone: 'refused', title, error: answer.error });
    }
    const { listeningId } = answer.value;
    if (running.get(kind) !== own) {
      return void deps.request('listening:report', { listeningId, outcome: 'ended', end: 'stopped' });
    }
    own.listeningId = listeningId;
    const media = session.takeMedia(trackSid);
    if (!media) return endWithWord(own, 'no_media', notTaken);
    own.media = media;

    function begin(): void {
      const taken = media?.track();
      if (!taken || running.get(kind) !== own) return;
      if (kind === 'listen' && !own.sound) {
        own.sound = deps.play(taken, store.getState().volume, () => endWithWord(own, 'no_media', notPlayed));
      }
      setPart(kind, { kind, source, trackSid, track: taken });
      void deps.request('listening:report', { listeningId, outcome: 'began' }).then((told) => {
        // What is not on record does not go on.
        if (!told.ok) endWithWord(own, 'stopped', told.error);
      });
    }
    media.listen({ onTrack: begin, onEnd: (how: MediaEnd) => endWithWord(own, how) });
    begin();
  }

  function stop(kind?: ListeningKind, how: ListeningEnd = 'stopped'): void {
    for (const own of running.values()) if (kind === undefined || own.kind === kind) end(own, how);
  }

  return {
    store,
    start(session, identity, kind, track) {
      const { room, identity: before } = store.getState();
      if (room !== session.room || before !== identity) stop(undefined, 'replaced');
      stop(kind, 'replaced');
      const own: Running = { kind, identity };
      running.set(kind, own);
      store.setState({ room: session.room, identity });
      setPart(kind, { kind, source: track.source, trackSid: track.sid, track: undefined });
      void run(own, session, track);
    },
    stop,
    setVolume(volume) {
      store.setState({ volume });
      running.get('listen')?.sound?.setVolume(volume);
    },
  };
}

const notTaken = fail('not_found', 'The live session does not know this track.', {
  likelyCause: 'It was unpublished this moment, or the room is not live.',
}).error;

const notPlayed = fail('unsupported', 'The sound could not be played.', {
  likelyCause: 'The system has no device to play it on.',
}).error;

/** Whom this window listens to. */
export const listeningStore = createListeningStore({ request, notify: actionStore.notify, play: playSound });
