/** Every event of the room session, newest first. */
import { useSyncExternalStore } from 'react';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { SourceLamps } from '#renderer/components/glyphs/source-lamps.tsx';
import { formatTimeMs } from '#renderer/lib/format.ts';
import type { RoomEventLog, RoomEventRow } from '#renderer/room/types.ts';
import { LogGrid, type LogColumn, type LogGridProps } from './log-grid.tsx';
import { describeTime } from './log-words.ts';

const columns: readonly LogColumn<RoomEventRow>[] = [
  {
    name: 'time',
    label: 'time',
    widthRem: 6.5,
    type: 'time',
    read: (row) => row.atMs,
    describe: describeTime,
    render: (row) => <span className="base-mono">{formatTimeMs(row.atMs)}</span>,
  },
  { name: 'type', label: 'event', widthRem: 10, read: (row) => row.type, render: (row) => row.type },
  {
    name: 'who',
    label: 'who',
    widthRem: 12,
    field: 'identity',
    read: (row) => row.who,
    render: (row) => <HostileText text={row.who} />,
  },
  {
    name: 'details',
    label: 'what',
    widthRem: 20,
    isFlexible: true,
    read: (row) => row.details,
    render: (row) => <HostileText text={row.details} maxCharacters={300} />,
  },
  {
    name: 'source',
    label: 'source',
    widthRem: 4,
    align: 'end',
    read: (row) => row.source,
    render: (row) => <SourceLamps source={row.source} />,
  },
];

export interface EventsTabProps {
  events: RoomEventLog;
  /** A row that somebody wants to see. */
  wanted: LogGridProps<RoomEventRow>['wanted'];
}

export function EventsTab({ events, wanted }: EventsTabProps) {
  const rows = useSyncExternalStore(events.subscribe, events.rows);
  return (
    <LogGrid
      label="Events"
      rows={rows}
      columns={columns}
      keyOf={(row) => row.sequence}
      nameOf={nameOf}
      textOf={textOf}
      renderDetails={(row) => <EventDetails row={row} />}
      wanted={wanted}
      droppedCount={events.dropped()}
      emptyText="Nothing has happened since you joined. Every event of the room is written here as it comes."
    />
  );
}

function nameOf({ who, type, details }: RoomEventRow): string {
  return `${who} ${type} ${details.slice(0, 80)}`;
}

function textOf(row: RoomEventRow): string {
  return `${row.type} ${row.who} ${row.details}`;
}

function EventDetails({ row }: { row: RoomEventRow }) {
  return (
    <dl className="log-details base-selectable">
      <DetailLine label="event" text={row.type} />
      <DetailLine label="who" text={row.who} />
      <DetailLine label="what" text={row.details} />
      {row.before !== undefined && <DetailLine label="was" text={row.before} />}
      {row.after !== undefined && <DetailLine label="now" text={row.after} />}
    </dl>
  );
}

/** One labelled text of a log row, whole. */
export function DetailLine({ label, text }: { label: string; text: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {text === '' ? (
          <span className="log-details-empty">empty</span>
        ) : (
          <HostileText text={text} maxCharacters={20_000} />
        )}
      </dd>
    </>
  );
}
