/** Whether somebody speaks: disc, small ring, dash without a microphone, dashed box while it is not known. */
import { NothingDash, UnknownBox } from './unknown-box.tsx';
import './glyphs.css';

export function SpeakingGlyph({ isSpeaking }: { isSpeaking: boolean | null | undefined }) {
  if (isSpeaking === undefined) return <UnknownBox label="speaking" />;
  if (isSpeaking === null) return <NothingDash label="no microphone" />;
  return isSpeaking ? (
    <svg className="glyph glyph-live" viewBox="0 0 16 16" role="img" aria-label="speaking">
      <circle cx="8" cy="8" r="4.4" className="glyph-solid" />
    </svg>
  ) : (
    <svg className="glyph glyph-quiet" viewBox="0 0 16 16" role="img" aria-label="silent">
      <circle cx="8" cy="8" r="2.2" className="glyph-stroke" />
    </svg>
  );
}
