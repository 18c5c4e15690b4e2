/** Whether somebody is there: a word, with a shape where it is not the ordinary one. */
import { LogOut } from 'lucide-react';
import type { ParticipantState } from '#contract/domain/participant-facts';
import { StepDisc } from './step-disc.tsx';
import './glyphs.css';

export type PresenceState = ParticipantState | 'left';

export function Presence({ state }: { state: PresenceState }) {
  switch (state) {
    case 'active':
    case 'joined':
    case 'unknown':
      return <span className="glyph-quiet">{state}</span>;
    case 'joining':
      return (
        <span className="glyph-word glyph-wait">
          <StepDisc step="sent" />
          joining
        </span>
      );
    case 'disconnected':
    case 'left':
      return (
        <span className="glyph-word glyph-quiet">
          <LogOut className="glyph" aria-hidden="true" />
          {state === 'left' ? 'left' : 'disconnected'}
        </span>
      );
    default:
      return state satisfies never;
  }
}
