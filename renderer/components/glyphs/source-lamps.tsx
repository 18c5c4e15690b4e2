/** Where something is known from: a lamp for live events, a lamp for the API's list. */
import type { SessionFacts } from '#contract/fields';
import './glyphs.css';

export type KnownSource = SessionFacts['source'];

export function SourceLamps({ source }: { source: KnownSource }) {
  return (
    <span className="source-lamps" role="img" aria-label={nameSource(source)} title={nameSource(source)}>
      <Lamp letter="E" isLit={source !== 'api'} />
      <Lamp letter="A" isLit={source !== 'event'} />
    </span>
  );
}

function Lamp({ letter, isLit }: { letter: string; isLit: boolean }) {
  return <span className={isLit ? 'source-lamp' : 'source-lamp source-lamp-off'}>{isLit ? letter : '–'}</span>;
}

/** The lamps in words. */
export function nameSource(source: KnownSource): string {
  switch (source) {
    case 'both':
      return 'events and API';
    case 'event':
      return 'events only';
    case 'api':
      return 'API only';
    default:
      return source satisfies never;
  }
}
