/** Connection quality in a word; only what is bad has a shape and a colour. */
import type { SessionFacts } from '#contract/fields';
import { NothingDash } from './unknown-box.tsx';
import './glyphs.css';

export type Quality = SessionFacts['quality'] | null;

export function QualityWord({ quality }: { quality: Quality }) {
  switch (quality) {
    case 'excellent':
      return <span className="glyph-quiet">excellent</span>;
    case 'good':
      return <span className="glyph-good">good</span>;
    case 'poor':
      return (
        <span className="glyph-word glyph-wait">
          <span aria-hidden="true">▼</span>poor
        </span>
      );
    case 'lost':
      return (
        <span className="glyph-word glyph-bad">
          <span aria-hidden="true">✕</span>lost
        </span>
      );
    case undefined:
      return <span className="glyph-quiet">no report</span>;
    case null:
      return <NothingDash label="publishes nothing" />;
    default:
      return quality satisfies never;
  }
}
