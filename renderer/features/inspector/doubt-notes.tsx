/** What is not as it looks about somebody's presence, each with its badge, its age and its likely cause. */
import type { PresenceDoubt } from '#contract/presence-doubt';
import { describeDoubt } from '#renderer/components/glyphs/describe-doubt.ts';
import { PresenceBadge } from '#renderer/components/glyphs/presence-badge.tsx';
import { useNow } from '#renderer/lib/use-now.ts';

export function DoubtNotes({ doubts = [] }: { doubts: readonly PresenceDoubt[] | undefined }) {
  const nowMs = useNow();
  if (doubts.length === 0) return null;
  return (
    <ul className="inspector-doubts" aria-label="Doubts">
      {doubts.map((doubt) => (
        <li key={doubt.cause} className="inspector-doubt" data-doubt={doubt.kind}>
          <PresenceBadge kind={doubt.kind} />
          <span>{describeDoubt(doubt, nowMs)}</span>
        </li>
      ))}
    </ul>
  );
}
