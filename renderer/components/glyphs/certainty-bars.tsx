/** How sure a verdict is: three bars, always with the word. */
import type { Certainty } from '#contract/domain/dispatch-facts';
import './glyphs.css';

const filled: Record<Certainty, number> = { certain: 3, near_certain: 2, likely: 1, open: 0 };

export function CertaintyBars({ certainty }: { certainty: Certainty }) {
  return (
    <span className="certainty-bars">
      <svg viewBox="0 0 24 10" aria-hidden="true">
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={bar * 8 + 0.75}
            y="0.75"
            width="6"
            height="8.5"
            rx="1"
            className={
              bar < filled[certainty] ? 'permission-switch-pill permission-switch-filled' : 'permission-switch-pill'
            }
          />
        ))}
      </svg>
      {certainty === 'near_certain' ? 'near certain' : certainty}
    </span>
  );
}
