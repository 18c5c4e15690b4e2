/** What a participant is, as an icon with its word for assistive software. */
import { ArrowDownToLine, Cable, CircleDot, EyeOff, Hexagon, Phone, User, UserRoundCog } from 'lucide-react';
import type { ParticipantKind } from '#contract/domain/participant-facts';
import './glyphs.css';

const icons = {
  standard: User,
  agent: Hexagon,
  sip: Phone,
  egress: CircleDot,
  ingress: ArrowDownToLine,
  connector: Cable,
  bridge: Cable,
  unknown: UserRoundCog,
} satisfies Record<ParticipantKind, unknown>;

export function KindIcon({ kind, isHidden = false }: { kind: ParticipantKind; isHidden?: boolean }) {
  const word = nameKind(kind);
  const Icon = isHidden ? EyeOff : icons[kind];
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
