/** What a participant is, as an icon with its word for assistive software. */
import { ArrowDownToLine, Cable, CircleDot, EyeOff, Hexagon, Phone, UserRoundCog } from 'lucide-react';
import type { ParticipantKind } from '#contract/domain/participant-facts';
import './glyphs.css';

const icons = {
  agent: Hexagon,
  sip: Phone,
  egress: CircleDot,
  ingress: ArrowDownToLine,
  connector: Cable,
  bridge: Cable,
  unknown: UserRoundCog,
} satisfies Record<Exclude<ParticipantKind, 'standard'>, unknown>;

export function KindIcon({ kind, isHidden = false }: { kind: ParticipantKind; isHidden?: boolean }) {
  const word = nameKind(kind);
  // One shape and no more: nearly every row of a grid has it.
  if (kind === 'standard' && !isHidden) {
    return (
      <svg className="glyph glyph-quiet" viewBox="0 0 16 16" role="img" aria-label={word}>
        <path d="M10.8 5a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0M3 14.2a5 5 0 0 1 10 0" className="glyph-stroke" />
      </svg>
    );
  }
  const Icon = isHidden || kind === 'standard' ? EyeOff : icons[kind];
  return (
    <Icon
      className="glyph glyph-quiet"
      role="img"
      aria-hidden={undefined}
      aria-label={isHidden ? `hidden ${word}` : word}
    />
  );
}

/** A kind in the moderator's words. */
export function nameKind(kind: ParticipantKind): string {
  switch (kind) {
    case 'standard':
      return 'person';
    case 'sip':
      return 'phone';
    case 'egress':
      return 'recorder';
    case 'unknown':
      return 'unknown kind';
    case 'agent':
    case 'ingress':
    case 'connector':
    case 'bridge':
      return kind;
    default:
      return kind satisfies never;
  }
}
