/** The two drawings of absence: a dashed box for not known, a dash for nothing to know. */
import './glyphs.css';

export function UnknownBox({ label }: { label?: string }) {
  const name = label === undefined ? 'unknown' : `${label}: unknown`;
  return (
    <svg className="glyph glyph-quiet" viewBox="0 0 16 16" role="img" aria-label={name}>
      <rect x="1.7" y="1.7" width="12.6" height="12.6" rx="2" className="glyph-stroke glyph-dashed" />
      <path d="M6.2 6.2a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.8.6-.8 1.2M8 11.4v.1" className="glyph-stroke" />
    </svg>
  );
}

export function NothingDash({ label = 'nothing to know' }: { label?: string }) {
  return (
    <span className="glyph-off" role="img" aria-label={label}>
      –
    </span>
  );
}
