/** The tracks and data tracks of one participant, each with all that the server tells of it. */
import type { FieldSubject } from '#contract/fields';
import { TrackListening } from '#renderer/features/listening/track-listening.tsx';
import type { RoomSession } from '#renderer/room/types.ts';
import { listDataTrackRows, listTrackRows, type InspectorRow } from './describe-participant.ts';
import { ValueRows } from './value-rows.tsx';

export interface TracksSectionProps {
  session: RoomSession;
  subject: FieldSubject;
  onCopy: (row: InspectorRow) => void;
}

export function TracksSection({ session, subject, onCopy }: TracksSectionProps) {
  const { facts } = subject;
  if (facts.tracks.length === 0 && facts.dataTracks.length === 0) {
    return <p className="inspector-nothing">Publishes nothing.</p>;
  }
  return (
    <>
      {facts.tracks.map((track) => (
        <div key={track.sid} className="inspector-track" data-track={track.sid}>
          <ValueRows rows={listTrackRows(track)} onCopy={onCopy} />
          <TrackListening session={session} subject={subject} track={track} />
        </div>
      ))}
      {facts.dataTracks.map((track) => (
        <div key={track.sid} className="inspector-track" data-track={track.sid}>
          <h4 className="inspector-subtitle">data track</h4>
          <ValueRows rows={listDataTrackRows(track)} onCopy={onCopy} />
        </div>
      ))}
    </>
  );
}
