/** Listen and See as commands of the chosen person, and the key that ends both. Pure, but for what the commands run. */
import { strictReason, explainTrackOff, listListeningTracks } from '#contract/verbs/listen';
import type { ListeningKind } from '#contract/domain/listening';
import type { TrackFacts } from '#contract/domain/participant-facts';
import type { FieldSubject } from '#contract/fields';
import type { Command, CommandDefinition } from '#renderer/lib/commands.ts';
import type { RoomSession, RoomStatus } from '#renderer/room/types.ts';
import type { ListeningState, ListeningStore } from './listening-store.ts';

export const listeningCommands = {
  listen: {
    id: 'person.listen',
    label: 'Listen to the chosen person',
    place: 'Person',
    keys: 'Shift+L',
  },
  see: {
    id: 'person.see',
    label: 'See the screen or camera of the chosen person',
    place: 'Person',
    keys: 'Shift+V',
  },
} as const satisfies Record<ListeningKind, CommandDefinition>;

export const stopListeningCommand = {
  id: 'listening.stop',
  label: 'Stop listening and seeing',
  place: 'Everywhere',
  keys: 'Shift+X',
} as const satisfies CommandDefinition;

/** Said where it is offered: before the click, not after it. */
export const listeningHints: Readonly<Record<ListeningKind, string>> = {
  listen: 'In this window alone, nothing is kept. They are not told; it goes on record first.',
  see: 'In this window alone, nothing is kept. They are not told, but their app may begin to send more; it goes on record first.',
};

/** Why a track cannot be taken now; undefined where it can. `track` is undefined for who publishes none of the kind. */
export function explainListeningOff(
  kind: ListeningKind,
  subject: FieldSubject,
  status: Pick<RoomStatus, 'state' | 'isStrict'>,
  track: TrackFacts | undefined,
): string | undefined {
  if (subject.session.leftAtMs !== undefined) return 'They have left.';
  if (status.state !== 'live') return 'The room is not live.';
  if (status.isStrict) return strictReason;
  return explainTrackOff(kind, track);
}

/** The part that runs on this person, if any. */
export function findPart(state: ListeningState, room: string, identity: string, kind: ListeningKind) {
  return state.room === room && state.identity === identity ? state.parts[kind] : undefined;
}

/** For the chosen person: each key begins and ends. */
export function listListeningCommands(
  session: Pick<RoomSession, 'room' | 'takeMedia'>,
  subject: FieldSubject,
  status: Pick<RoomStatus, 'state' | 'isStrict'>,
  listening: ListeningStore,
  state: ListeningState,
): Command[] {
  const { identity, tracks } = subject.facts;
  return (['listen', 'see'] as const).map((kind): Command => {
    const definition = listeningCommands[kind];
    if (findPart(state, session.room, identity, kind)) {
      const label = kind === 'listen' ? 'Stop listening to the chosen person' : 'Stop seeing the chosen person';
      return { ...definition, label, detail: identity, run: () => listening.stop(kind) };
    }
    const [track] = listListeningTracks(kind, tracks);
    return {
      ...definition,
      detail: identity,
      offReason: explainListeningOff(kind, subject, status, track),
      run: () => track && listening.start(session, identity, kind, track),
    };
  });
}
