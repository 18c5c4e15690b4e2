/** One cell of the lobby's grid. Metadata is drawn as text, cut; only ages are followed. */
import { CircleDot, Ghost } from 'lucide-react';
import type { PointerEvent, ReactNode } from 'react';
import { countBytes } from '#contract/text-size';
import { SourceLamps, type KnownSource } from '#renderer/components/glyphs/source-lamps.tsx';
import { NothingDash, UnknownBox } from '#renderer/components/glyphs/unknown-box.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { formatAge, formatBytes, formatCount, formatDuration, formatTime } from '#renderer/lib/format.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import type { GridCell } from '#renderer/table/grid/grid-row.tsx';
import type { CellValue } from '#renderer/table/types.ts';
import { explainUnusable } from './room-verbs.ts';
import { describeAgeClock, describeCountAge, describeDoubt, isDoubt } from './lobby-text.ts';

/** Further columns that a cell draws from. */
export const roomAlsoReads: Readonly<Record<string, readonly string[]>> = {
  room: ['isOpen'],
  age: ['serverAheadMs'],
  state: ['doubtSinceMs'],
  ...Object.fromEntries(['people', 'agents', 'recorders', 'phones', 'hidden'].map((name) => [name, ['countedAt']])),
};

const drawnCharacters = 200;

export function drawRoomCell({ rowKey, column, value, also }: GridCell): ReactNode {
  switch (column.name) {
    case 'room':
      return (
        <>
          {rowKey === '' ? (
            <span className="lobby-quiet" title={explainUnusable(rowKey)}>
              no name: cannot be opened
            </span>
          ) : (
            <span className="lobby-room">
              <HostileText text={rowKey} maxCharacters={drawnCharacters} />
            </span>
          )}
          {also[0] === true && <span className="lobby-tab">tab</span>}
        </>
      );
    case 'age':
      return (
        <span title={describeAgeClock(also[0])}>
          <Age sinceMs={Number(value)} isClock />
        </span>
      );
    case 'seen':
      return <Age sinceMs={Number(value)} isClock={false} />;
    case 'people':
    case 'agents':
    case 'recorders':
    case 'phones':
    case 'hidden':
      return <Counted count={value} countedAtMs={also[0]} isStrong={column.name === 'people'} />;
    case 'publishers':
      return <Tally count={Number(value)} isStrong={false} />;
    case 'recording':
      return (
        value === true && (
          <CircleDot className="glyph glyph-ink" role="img" aria-hidden={undefined} aria-label="recording" />
        )
      );
    case 'state':
      return <State state={value} sinceMs={also[0]} />;
    case 'metadata':
      return <Metadata text={String(value ?? '')} />;
    case 'source':
      return typeof value === 'string' && <SourceLamps source={value as KnownSource} />;
    case 'sid':
      return <span className="base-mono lobby-sid">{String(value ?? '')}</span>;
    default:
      return column.type === 'metadata-path' ? <PathValue value={value} /> : String(value ?? '');
  }
}

/** A count has an age of its own, told where the pointer rests: it would tick in every cell of the grid. */
function Counted(props: { count: CellValue; countedAtMs: CellValue; isStrong: boolean }) {
  const { count, countedAtMs, isStrong } = props;
  const tell = (event: PointerEvent<HTMLElement>): void => {
    event.currentTarget.title = describeCountAge(countedAtMs, Date.now());
  };
  return (
    <span className="lobby-count" onPointerEnter={tell}>
      {typeof count === 'number' ? (
        <Tally count={count} isStrong={isStrong && typeof countedAtMs === 'number'} />
      ) : (
        <UnknownBox />
      )}
    </span>
  );
}

function State({ state, sinceMs }: { state: CellValue; sinceMs: CellValue }) {
  if (!isDoubt(state)) return typeof state === 'string' ? <span className="lobby-quiet">{state}</span> : <UnknownBox />;
  const { word, why } = describeDoubt(state);
  const since = typeof sinceMs === 'number' ? ` Seen so since ${formatTime(sinceMs)}.` : '';
  return (
    <span className="lobby-doubt" data-doubt={state} title={`${why}${since}`}>
      <Ghost className="lobby-icon" aria-hidden="true" />
      {word}
    </span>
  );
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

function PathValue({ value }: { value: CellValue }) {
  if (value === undefined) return <UnknownBox />;
  if (value === null) return <NothingDash />;
  if (value === '') return <span className="lobby-quiet">empty</span>;
  return (
    <span className="lobby-metadata">
      <HostileText text={String(value)} maxCharacters={drawnCharacters} />
    </span>
  );
}

function Age({ sinceMs, isClock }: { sinceMs: number; isClock: boolean }) {
  const ageMs = useNow() - sinceMs;
  return <span className={isClock ? '' : 'lobby-quiet'}>{isClock ? formatDuration(ageMs) : formatAge(ageMs)}</span>;
}
