/** Changes of one person's fields, newest first: when, which, from what to what, by whom, known from where. */
import { ArrowRight, SquareArrowOutDownRight } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '#renderer/components/button.tsx';
import { SourceLamps } from '#renderer/components/glyphs/source-lamps.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { nameValue } from '#renderer/features/roster/filter/name-value.ts';
import { formatCount, formatTime } from '#renderer/lib/format.ts';
import type { RoomEventLog } from '#renderer/room/types.ts';
import { sayTextChange } from '#renderer/room/say-text-change.ts';
import { maxEntries, type HistoryEntry } from './list-history.ts';
import { nameAuthor } from './name-author.ts';
import './history.css';

const pageSize = 50;
const drawnCharacters = 160;

export interface HistoryListProps {
  entries: readonly HistoryEntry[];
  events: RoomEventLog;
  /** Named where changes of several fields stand together. */
  isFieldNamed: boolean;
  onShowEvent: (sequence: number) => void;
}

export function HistoryList({ entries, events, isFieldNamed, onShowEvent }: HistoryListProps) {
  const [shownCount, setShownCount] = useState(pageSize);
  const rest = entries.length - shownCount;
  return (
    <>
      {entries.length === 0 && <p className="history-note">Nothing has changed since the history begins.</p>}
      <ol className="history base-selectable" aria-label="Changes, newest first">
        {entries.slice(0, shownCount).map((entry) => (
          <li
            key={`${entry.sequence} ${entry.field}`}
            className="history-entry"
            data-field={entry.field}
            data-author={entry.author.kind}
          >
            <div className="history-head">
              <time className="base-mono" dateTime={new Date(entry.atMs).toISOString()}>
                {formatTime(entry.atMs)}
              </time>
              <span className="history-field">
                {isFieldNamed && <HostileText text={entry.field} maxCharacters={80} />}
              </span>
              <SourceLamps source={entry.source} />
              <IconButton
                label={`Show in Events: ${entry.field}, ${formatTime(entry.atMs)}`}
                icon={<SquareArrowOutDownRight aria-hidden="true" />}
                onClick={() => onShowEvent(entry.sequence)}
              />
            </div>
            <div className="history-change">
              <Change entry={entry} />{' '}
              <span className="history-author" data-author={entry.author.kind} title={entry.author.why}>
                · {nameAuthor(entry.author.kind)}
              </span>
            </div>
            {entry.note !== '' && (
              <div className="history-note">
                <HostileText text={entry.note} maxCharacters={drawnCharacters} />
              </div>
            )}
          </li>
        ))}
      </ol>
      {rest > 0 && (
        <Button size="small" look="quiet" onClick={() => setShownCount(shownCount + pageSize)}>
          Show {Math.min(pageSize, rest)} more of {formatCount(rest)}
        </Button>
      )}
      <p className="history-note">
        {entries.length >= maxEntries
          ? `These are the newest ${formatCount(maxEntries)} changes; older ones are in Events.`
          : describeBeginning(events)}
      </p>
    </>
  );
}

function Change({ entry: { field, before, after } }: { entry: HistoryEntry }) {
  // What changed in a document is told, not the document twice.
  if (field === 'metadata' && typeof before === 'string' && typeof after === 'string') {
    return <HostileText text={sayTextChange(before, after)} maxCharacters={2 * drawnCharacters} />;
  }
  return (
    <>
      <span className="history-before">
        <HostileText text={nameValue(field, before)} maxCharacters={drawnCharacters} />
      </span>
      <ArrowRight className="history-arrow" role="img" aria-label="became" aria-hidden={undefined} />
      <span>
        <HostileText text={nameValue(field, after)} maxCharacters={drawnCharacters} />
      </span>
    </>
  );
}

/** From when on the history is whole. */
export function describeBeginning(events: Pick<RoomEventLog, 'beginsAtMs' | 'dropped'>): string {
  const at = formatTime(events.beginsAtMs());
  return events.dropped() === 0
    ? `History begins ${at}, when this console came.`
    : `History begins ${at}: ${formatCount(events.dropped())} older events of the room were dropped.`;
}
