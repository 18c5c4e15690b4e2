/** The server's live rooms: what they hold, how old that is, and why it is not newer when a sweep has failed. */
import { LayoutGrid, RefreshCw } from 'lucide-react';
import { useCallback, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { GavelError } from '#contract/result';
import { Button } from '#renderer/components/button.tsx';
import { EmptyState } from '#renderer/components/empty-state.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { SourceLamps } from '#renderer/components/glyphs/source-lamps.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { countBytes } from '#contract/text-size';
import type { LobbySlotProps } from '#renderer/features/shell/slots.ts';
import { formatAge, formatBytes, formatCount, formatDuration, formatTook } from '#renderer/lib/format.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { Grid } from '#renderer/table/grid/grid.tsx';
import type { GridCell, RowLook } from '#renderer/table/grid/grid-row.tsx';
import type { CellValue, TableView } from '#renderer/table/types.ts';
import { roomColumns, useRoomTable } from './room-table.ts';
import './lobby.css';

const quietColumns = new Set(['seen']);

export function Lobby({ server, list, openRooms, onOpenRoom, onRefresh, onEditServer }: LobbySlotProps) {
  const { table, view } = useRoomTable(list);
  const [filter, setFilter] = useState('');
  const [selected, setSelected] = useState<string>();
  const renderCell = useCallback(
    (cell: GridCell) => <RoomCell {...cell} isOpen={openRooms.includes(cell.rowKey)} />,
    [openRooms],
  );
  const people = (list?.rooms ?? []).reduce((sum, room) => sum + room.numParticipants, 0);
  return (
    <div className="lobby">
      <header className="lobby-head">
        <h1 className="lobby-title">Rooms</h1>
        <span>
          <b>{formatCount(list?.rooms.length ?? 0)}</b> rooms
        </span>
        <span>
          <b>{formatCount(people)}</b> people
        </span>
        <ListAge readAtMs={list?.readAtMs} tookMs={list?.tookMs} hasFailed={list?.error !== undefined} />
        <Button icon={<RefreshCw aria-hidden="true" />} onClick={onRefresh}>
          Refresh
        </Button>
      </header>
      {list?.error && <SweepFailure error={list.error} onRefresh={onRefresh} onEditServer={onEditServer} />}
      <div className="lobby-tools">
        <input
          className="lobby-filter"
          type="search"
          aria-label="Filter rooms"
          placeholder="Filter rooms"
          value={filter}
          onChange={(event) => {
            setFilter(event.target.value);
            view.setQuickFilter(event.target.value);
          }}
        />
      </div>
      <div className="lobby-grid">
        <Grid
          name="Rooms"
          table={table}
          view={view}
          columns={roomColumns}
          quietColumns={quietColumns}
          renderCell={renderCell}
          describeRow={describeRow}
          selectedKey={selected}
          onSelect={setSelected}
          onOpen={onOpenRoom}
          empty={list?.error ? undefined : describeEmpty(list !== undefined, filter, server.name)}
        />
      </div>
      <LobbyFoot view={view} total={list?.rooms.length ?? 0} />
    </div>
  );
}

function SweepFailure(props: { error: GavelError; onRefresh: () => void; onEditServer: () => void }) {
  return (
    <div className="lobby-failure">
      <ErrorPanel
        error={props.error}
        actions={
          <>
            <Button look="primary" onClick={props.onEditServer}>
              Edit server
            </Button>
            <Button onClick={props.onRefresh}>Try again</Button>
          </>
        }
      />
    </div>
  );
}

function ListAge(props: { readAtMs: number | undefined; tookMs: number | undefined; hasFailed: boolean }) {
  const nowMs = useNow();
  return (
    <span className="lobby-age" role="status" aria-label="Connection" data-failed={props.hasFailed}>
      {props.readAtMs === undefined ? 'not read yet' : `list ${formatAge(nowMs - props.readAtMs)}`}
      {props.tookMs !== undefined && ` · ${props.hasFailed ? 'Offline' : 'Reachable'} ${formatTook(props.tookMs)}`}
    </span>
  );
}

function LobbyFoot({ view, total }: { view: TableView; total: number }) {
  const shown = useSyncExternalStore(view.subscribe, view.order).length;
  const sort = useSyncExternalStore(view.subscribe, view.sort);
  return (
    <footer className="lobby-foot">
      {formatCount(shown)} shown of {formatCount(total)}
      {sort && ` · sorted by ${sort.column}, ${sort.direction}`}
    </footer>
  );
}

function RoomCell({ rowKey, column, value, isOpen }: GridCell & { isOpen: boolean }): ReactNode {
  switch (column.name) {
    case 'room':
      return (
        <>
          <HostileText text={rowKey} maxCharacters={256} /> {isOpen && <span className="lobby-tab">tab</span>}
        </>
      );
    case 'age':
      return <Age sinceMs={Number(value)} isClock />;
    case 'seen':
      return <Age sinceMs={Number(value)} />;
    case 'recording':
      return value === true ? 'recording' : '';
    case 'metadata':
      return <Metadata text={String(value ?? '')} />;
    case 'source':
      return <SourceLamps source="api" />;
    case 'sid':
      return <span className="base-mono">{String(value ?? '')}</span>;
    default:
      return String(value ?? '');
  }
}

function Metadata({ text }: { text: string }) {
  if (text === '') return <span className="lobby-quiet">0 B</span>;
  return (
    <>
      <span className="lobby-quiet">{formatBytes(countBytes(text))}</span>{' '}
      <HostileText text={text} maxCharacters={200} />
    </>
  );
}

function Age({ sinceMs, isClock = false }: { sinceMs: number; isClock?: boolean }) {
  const ageMs = useNow() - sinceMs;
  return isClock ? formatDuration(ageMs) : formatAge(ageMs);
}

function describeRow(read: (column: string) => CellValue): RowLook {
  return { label: `${String(read('people') ?? 0)} people`, className: '' };
}

function describeEmpty(isRead: boolean, filter: string, serverName: string): ReactNode {
  if (!isRead) return undefined;
  if (filter !== '') {
    return (
      <EmptyState icon={<LayoutGrid />} title="No room matches">
        Nothing in the list contains “{filter}”.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<LayoutGrid />} title="No rooms on this server">
      A room appears when an app on {serverName} opens one. The list is read again every few seconds.
    </EmptyState>
  );
}
