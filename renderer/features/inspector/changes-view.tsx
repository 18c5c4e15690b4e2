/** What changed of one person since the moderator looked: was and now, field by field. */
import { Check } from 'lucide-react';
import { Button } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { formatAge, formatTime } from '#renderer/lib/format.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import type { Baseline } from './baselines.ts';
import type { PersonDifference } from './diff-person.ts';
import { sayValue } from './say-value.ts';
import '#renderer/components/facts.css';
import './readings.css';

const drawnCharacters = 2_000;

export interface ChangesViewProps {
  baseline: Baseline;
  differences: readonly PersonDifference[];
  onSeen: () => void;
}

export function ChangesView({ baseline, differences, onSeen }: ChangesViewProps) {
  const nowMs = useNow();
  const { atMs, isMarked } = baseline;
  const since = `${formatTime(atMs)}, ${formatAge(nowMs - atMs)} ago`;
  return (
    <div className="inspector-sections">
      <p className="inspector-nothing">
        Since {since}, when {isMarked ? 'you marked them as seen' : 'you first looked at them'}. What moves by itself,
        such as ages and levels, is left out.
      </p>
      <div className="inspector-buttons inspector-buttons-end">
        <Button
          size="small"
          icon={<Check aria-hidden="true" />}
          offReason={differences.length === 0 ? 'Nothing has changed since.' : undefined}
          onClick={onSeen}
        >
          Mark as seen
        </Button>
      </div>
      {differences.length === 0 ? (
        <p className="inspector-nothing">Nothing has changed.</p>
      ) : (
        <ul className="inspector-differences base-selectable" aria-label="Changes since you looked">
          {differences.map(({ field, before, after }) => (
            <li key={field} data-field={field}>
              <span className="inspector-difference-field">
                <HostileText text={field} maxCharacters={200} />
              </span>
              <dl className="facts inspector-difference">
                <dt>was</dt>
                <dd>
                  <HostileText text={sayValue(field, before)} maxCharacters={drawnCharacters} />
                </dd>
                <dt>now</dt>
                <dd>
                  <HostileText text={sayValue(field, after)} maxCharacters={drawnCharacters} />
                </dd>
              </dl>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
