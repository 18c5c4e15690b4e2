/** The tracks and data tracks of one participant, each with all that the server tells of it. */
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import { listDataTrackRows, listTrackRows, type InspectorRow } from './describe-participant.ts';
import { ValueRows } from './value-rows.tsx';

export interface TracksSectionProps {
  facts: ParticipantFacts;
  onCopy: (row: InspectorRow) => void;
}

export function TracksSection({ facts, onCopy }: TracksSectionProps) {
  if (facts.tracks.length === 0 && facts.dataTracks.length === 0) {
    return <p className="inspector-nothing">Publishes nothing.</p>;
  }
  return (
    <>
      {facts.tracks.map((track) => (
        <div key={track.sid} className="inspector-track" data-track={track.sid}>
          <ValueRows rows={listTrackRows(track)} onCopy={onCopy} />
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
