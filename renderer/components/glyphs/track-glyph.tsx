/** A track: filled when live, outline with a slash when muted, a point for none, a dashed box for unknown. */
import { MicOff, MonitorOff, VideoOff } from 'lucide-react';
import { UnknownBox } from './unknown-box.tsx';
import './glyphs.css';

export type TrackKind = 'mic' | 'camera' | 'screen';
export type TrackState = 'live' | 'muted' | null | undefined;

const words: Record<TrackKind, string> = { mic: 'microphone', camera: 'camera', screen: 'screen share' };
const mutedIcons = { mic: MicOff, camera: VideoOff, screen: MonitorOff };

export function TrackGlyph({ kind, state }: { kind: TrackKind; state: TrackState }) {
  const word = words[kind];
  switch (state) {
    case 'live':
      return (
        <svg className="glyph glyph-ink" viewBox="0 0 16 16" role="img" aria-label={`${word} live`}>
          <LiveShape kind={kind} />
        </svg>
      );
    case 'muted': {
      const Icon = mutedIcons[kind];
      return <Icon className="glyph glyph-quiet" role="img" aria-hidden={undefined} aria-label={`${word} muted`} />;
    }
    case null:
      return (
        <span className="glyph-point" role="img" aria-label={`no ${word}`}>
          ·
        </span>
      );
    case undefined:
      return <UnknownBox label={word} />;
    default:
      return state satisfies never;
  }
}

function LiveShape({ kind }: { kind: TrackKind }) {
  switch (kind) {
    case 'mic':
      return (
        <>
          <rect x="5.6" y="1.2" width="4.8" height="8.2" rx="2.4" className="glyph-solid" />
          <path d="M3.4 7.4a4.6 4.6 0 0 0 9.2 0M8 12v2.6" className="glyph-stroke" />
        </>
      );
    case 'camera':
      return (
        <path
          d="M2.5 3.8h6.6a1.3 1.3 0 0 1 1.3 1.3v1.4l3.6-2.2v7.4l-3.6-2.2v1.4a1.3 1.3 0 0 1-1.3 1.3H2.5a1.3 1.3 0 0 1-1.3-1.3V5.1a1.3 1.3 0 0 1 1.3-1.3Z"
          className="glyph-solid"
        />
      );
    case 'screen':
      return (
        <>
          <rect x="1.4" y="2.6" width="13.2" height="8.8" rx="1.2" className="glyph-solid" />
          <path d="M8 11.4V14M5.4 14h5.2" className="glyph-stroke" />
        </>
      );
    default:
      return kind satisfies never;
  }
}

/** The icon of a track's kind for heads of columns, where it tells no state. */
export function TrackIcon({ kind }: { kind: TrackKind }) {
  return (
    <svg className="glyph" viewBox="0 0 16 16" aria-hidden="true">
      <OutlineShape kind={kind} />
    </svg>
  );
}

function OutlineShape({ kind }: { kind: TrackKind }) {
  switch (kind) {
    case 'mic':
      return (
        <>
          <rect x="5.8" y="1.6" width="4.4" height="7.6" rx="2.2" className="glyph-stroke" />
          <path d="M3.4 7.4a4.6 4.6 0 0 0 9.2 0M8 12v2.4" className="glyph-stroke" />
        </>
      );
    case 'camera':
      return (
        <>
          <rect x="1.4" y="4" width="8.8" height="8" rx="1.3" className="glyph-stroke" />
          <path d="m10.2 7.2 4.2-2.4v6.4l-4.2-2.4" className="glyph-stroke" />
        </>
      );
    case 'screen':
      return (
        <>
          <rect x="1.6" y="2.8" width="12.8" height="8.4" rx="1.2" className="glyph-stroke" />
          <path d="M8 11.2V14M5.4 14h5.2" className="glyph-stroke" />
        </>
      );
    default:
      return kind satisfies never;
  }
}
