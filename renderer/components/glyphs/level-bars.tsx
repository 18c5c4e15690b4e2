/** Audio level in steps of four bars, never a moving meter; green while the person speaks. */
import { NothingDash, UnknownBox } from './unknown-box.tsx';
import './glyphs.css';

export interface LevelBarsProps {
  /** 0–4; null without a microphone, undefined while it is not known. */
  level: number | null | undefined;
  isSpeaking: boolean;
}

export function LevelBars({ level, isSpeaking }: LevelBarsProps) {
  if (level === undefined) return <UnknownBox label="level" />;
  if (level === null) return <NothingDash label="no microphone" />;
  const className = isSpeaking ? 'glyph glyph-live' : 'glyph glyph-quiet';
  return (
    <svg className={className} viewBox="0 0 16 16" role="img" aria-label={`level ${level} of 4`}>
      {[1, 2, 3, 4].map((step) => (
        <rect
          key={step}
          x={step * 4 - 4}
          y={14 - step * 3}
          width="3"
          height={step * 3}
          rx="0.6"
          className={step <= level ? 'glyph-solid' : 'glyph-solid glyph-dim'}
        />
      ))}
    </svg>
  );
}
