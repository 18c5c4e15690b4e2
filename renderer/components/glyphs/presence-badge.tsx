/** The badge of a doubt about somebody's presence: a shape and a hue of its own for each, with its words. */
import { Ghost, Monitor, Unlink, Users } from 'lucide-react';
import type { DoubtKind } from '#contract/presence-doubt';
import { nameDoubt } from './describe-doubt.ts';
import { StepDisc } from './step-disc.tsx';
import './glyphs.css';

const icons = { ghost: Ghost, duplicate: Users, stale: Unlink, console: Monitor };

export interface PresenceBadgeProps {
  kind: DoubtKind;
  /** What was seen, where it is known; the name alone otherwise. */
  title?: string | undefined;
}

export function PresenceBadge({ kind, title }: PresenceBadgeProps) {
  return (
    <span
      className={`presence-badge presence-badge-${kind}`}
      role="img"
      aria-label={nameDoubt(kind)}
      title={title ?? nameDoubt(kind)}
      data-doubt={kind}
    >
      <Shape kind={kind} />
    </span>
  );
}

function Shape({ kind }: { kind: DoubtKind }) {
  if (kind === 'reconnecting') return <StepDisc step="sent" />;
  const Icon = icons[kind];
  return <Icon className="glyph" aria-hidden="true" />;
}
