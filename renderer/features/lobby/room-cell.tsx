/** One cell of the lobby's grid. Metadata is drawn as text, cut; only ages are followed. */
import { CircleDot } from 'lucide-react';
import type { ReactNode } from 'react';
import { countBytes } from '#contract/text-size';
import { SourceLamps, type KnownSource } from '#renderer/components/glyphs/source-lamps.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { formatAge, formatBytes, formatCount, formatDuration } from '#renderer/lib/format.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import type { GridCell } from '#renderer/table/grid/grid-row.tsx';

/** Further columns that a cell draws from. */
export const roomAlsoReads: Readonly<Record<string, readonly string[]>> = { room: ['isOpen'] };

const drawnCharacters = 200;

export function drawRoomCell({ rowKey, column, value, also }: GridCell): ReactNode {
  switch (column.name) {
    case 'room':
      return (
        <>
          <span className="lobby-room">
            <HostileText text={rowKey} maxCharacters={drawnCharacters} />
          </span>
          {also[0] === true && <span className="lobby-tab">tab</span>}
        </>
      );
    case 'age':
      return <Age sinceMs={Number(value)} isClock />;
    case 'seen':
      return <Age sinceMs={Number(value)} isClock={false} />;
    case 'people':
    case 'publishers':
      return <Tally count={Number(value)} isStrong={column.name === 'people'} />;
    case 'recording':
      return (
        value === true && (
          <CircleDot className="glyph glyph-ink" role="img" aria-hidden={undefined} aria-label="recording" />
        )
      );
    case 'metadata':
      return <Metadata text={String(value ?? '')} />;
    case 'source':
      return typeof value === 'string' && <SourceLamps source={value as KnownSource} />;
    case 'sid':
      return <span className="base-mono lobby-sid">{String(value ?? '')}</span>;
    default:
      return String(value ?? '');
  }
}

function Tally({ count, isStrong }: { count: number; isStrong: boolean }) {
  if (count === 0) return <span className="lobby-quiet">0</span>;
  return <span className={isStrong ? 'lobby-number' : ''}>{formatCount(count)}</span>;
}

function Metadata({ text }: { text: string }) {
  return (
    <>
      <span className="lobby-quiet">{formatBytes(countBytes(text))}</span>
      <span className="lobby-metadata">
        <HostileText text={text} maxCharacters={drawnCharacters} />
      </span>
    </>
  );
}

function Age({ sinceMs, isClock }: { sinceMs: number; isClock: boolean }) {
  const ageMs = useNow() - sinceMs;
  return <span className={isClock ? '' : 'lobby-quiet'}>{isClock ? formatDuration(ageMs) : formatAge(ageMs)}</span>;
}
