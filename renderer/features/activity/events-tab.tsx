/** Every event of the room session, newest first. */
import { useSyncExternalStore } from 'react';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { SourceLamps } from '#renderer/components/glyphs/source-lamps.tsx';
import type { RoomEventLog, RoomEventRow } from '#renderer/room/types.ts';
import '#renderer/components/facts.css';
import { LogGrid, type LogColumn, type LogGridProps } from './log-grid.tsx';
import { createTextColumn, createTimeColumn } from './log-columns.tsx';
import { dropWantedEvent } from './shown-event.ts';

const columns: readonly LogColumn<RoomEventRow>[] = [
  createTimeColumn({ name: 'time', label: 'time', widthRem: 8.25 }, (row) => row.atMs),
  { name: 'type', label: 'event', widthRem: 9, read: (row) => row.type, render: (row) => row.type },
  createTextColumn({ name: 'who', label: 'who', widthRem: 10.5, field: 'identity' }, (row) => row.who),
  createTextColumn({ name: 'details', label: 'what', widthRem: 14, isFlexible: true }, (row) => row.details, 300),
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
      keeper={events}
      rows={rows}
      columns={columns}
      keyOf={(row) => row.sequence}
      nameOf={nameOf}
      textOf={textOf}
      filterExample="type:joined time<5m"
      renderDetails={(row) => <EventDetails row={row} />}
      wanted={wanted}
      onWantedTaken={dropWantedEvent}
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
    <dl className="facts base-selectable">
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
