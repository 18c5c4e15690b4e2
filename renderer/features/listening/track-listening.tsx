/** Listen or See at one track in the Inspector. */
import { useSyncExternalStore } from 'react';
import { Ear, Eye } from 'lucide-react';
import type { ListeningKind } from '#contract/domain/listening';
import type { TrackFacts } from '#contract/domain/participant-facts';
import type { FieldSubject } from '#contract/fields';
import { listListeningTracks } from '#contract/verbs/listen';
import { Button } from '#renderer/components/button.tsx';
import { showKeys } from '#renderer/lib/commands.ts';
import type { RoomSession } from '#renderer/room/types.ts';
import { explainListeningOff, listeningCommands, listeningHints } from './listening-commands.ts';
import { listeningStore } from './listening-store.ts';
import { useListeningPart } from './use-listening.ts';
import './listening.css';

export interface TrackListeningProps {
  session: RoomSession;
  subject: FieldSubject;
  track: TrackFacts;
}

/** Nothing for tracks that are neither a microphone nor a picture. */
export function TrackListening({ session, subject, track }: TrackListeningProps) {
  const kinds = (['listen', 'see'] as const).filter((kind) => listListeningTracks(kind, [track]).length > 0);
  return kinds.map((kind) => (
    <ListeningButton key={kind} kind={kind} session={session} subject={subject} track={track} />
  ));
}

function ListeningButton(props: TrackListeningProps & { kind: ListeningKind }) {
  const { kind, session, subject, track } = props;
  const { identity, tracks } = subject.facts;
  const status = useSyncExternalStore(session.subscribeStatus, session.status);
  const part = useListeningPart(session.room, identity, kind);
  const isOn = part?.trackSid === track.sid;
  const word = kind === 'listen' ? 'Listen' : 'See';
  // The key takes the first one.
  const hasKey = part ? isOn : listListeningTracks(kind, tracks)[0]?.sid === track.sid;
  return (
    <div className="listening-track">
      <Button
        size="small"
        icon={kind === 'listen' ? <Ear aria-hidden="true" /> : <Eye aria-hidden="true" />}
        aria-pressed={isOn}
        {...(hasKey ? { keys: showKeys(listeningCommands[kind].keys) } : {})}
        offReason={isOn ? undefined : explainListeningOff(kind, subject, status, track)}
        hint={listeningHints[kind]}
        onClick={() => (isOn ? listeningStore.stop(kind) : listeningStore.start(session, identity, kind, track))}
      >
        {isOn ? `Stop ${kind === 'listen' ? 'listening' : 'seeing'}` : word}
      </Button>
    </div>
  );
}
