/**
 * The rules of Listen and See: which of a person's tracks can be taken, and why not. They change nothing in the room, so
 * there is nothing to plan or to take back; pure, and asked by the window beforehand and by main on fresh state.
 */
import type { ListeningKind } from '#contract/domain/listening';
import type { ParticipantFacts, TrackFacts, TrackSource } from '#contract/domain/participant-facts';
import { fail, succeed, type Result } from '#contract/result';
import { explainAbsence } from '#contract/verbs/definition';

const sources: Readonly<Record<ListeningKind, readonly TrackSource[]>> = {
  listen: ['microphone'],
  // A screen comes first where there is one: it is what is being shown to everybody.
  see: ['screen_share', 'camera'],
};

/** What is said of a window without the right to take media. */
export const strictReason =
  'This server is watched in strict mode: the session has no right to take media. Edit the server to change that.';

/** The person's tracks that can be listened to or seen, the usual one first. */
export function listListeningTracks(kind: ListeningKind, tracks: readonly TrackFacts[]): TrackFacts[] {
  return sources[kind].flatMap((source) => tracks.filter((track) => track.source === source));
}

/** Why this track cannot be taken, whoever asks; undefined where it can. */
export function explainTrackOff(kind: ListeningKind, track: TrackFacts | undefined): string | undefined {
  if (!track || !sources[kind].includes(track.source)) {
    return kind === 'listen' ? 'They publish no microphone.' : 'They publish neither camera nor screen.';
  }
  if (track.encryption === 'none') return undefined;
  return 'It is end-to-end encrypted, and the console has no key.';
}

/** Finds the asked track among what the server has just told of the person. */
export function checkListening(
  kind: ListeningKind,
  trackSid: string,
  identity: string,
  person: ParticipantFacts | null,
): Result<TrackFacts> {
  if (!person) return { ok: false, error: explainAbsence(identity) };
  const track = person.tracks.find(({ sid }) => sid === trackSid);
  const offReason = explainTrackOff(kind, track);
  if (offReason !== undefined || !track) {
    return fail('unsupported', offReason ?? 'They do not publish this track any more.');
  }
  return succeed(track);
}
