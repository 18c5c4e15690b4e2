/** The server's live rooms: what they hold, how old that is, and why it is not newer when a sweep has failed. */
import { LayoutGrid, Plus, RefreshCw, Search } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { RoomList, RoomSummary } from '#contract/domain/room-facts';
import type { GavelError } from '#contract/result';
import { Button } from '#renderer/components/button.tsx';
import { PlacedMenu, type MenuProps } from '#renderer/components/menu.tsx';
import { EmptyState } from '#renderer/components/empty-state.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import type { ActionStore } from '#renderer/features/actions/action-store.ts';
import { useVerbOff } from '#renderer/features/capabilities/capability-store.ts';
import { copyJson, writeJson } from '#renderer/features/inspector/copy-json.ts';
import type { DraftStore } from '#renderer/features/inspector/draft-store.ts';
import { RoomMetadataDialog } from '#renderer/features/room-metadata/room-metadata-dialog.tsx';
import { ColumnsButton } from '#renderer/features/grid-tools/columns-button.tsx';
import { useTableFilter, type TableFilter } from '#renderer/features/grid-tools/filter/use-table-filter.ts';
import { FilterBox } from '#renderer/features/roster/filter/filter-box.tsx';
import { GridExport } from '#renderer/features/grid-tools/export/grid-export.tsx';
import { listHeadKeys, listMarkKeys } from '#renderer/features/grid-tools/grid-keys.ts';
import { GroupChoice } from '#renderer/features/grid-tools/group-choice.tsx';
import { useChoosingKeys } from '#renderer/features/grid-tools/use-choosing-keys.ts';
import { useGridColumns } from '#renderer/features/grid-tools/use-grid-columns.ts';
import type { LobbySlotProps } from '#renderer/features/shell/slots.ts';
import { showKeys, useCommands, type Command, type CommandDefinition } from '#renderer/lib/commands.ts';
import { readMasks } from '#renderer/features/roster/preferences-store.ts';
import { copyTold } from '#renderer/features/actions/copy-told.ts';
import { describeSlowPace } from '#renderer/lib/describe-pace.ts';
import { formatAge, formatCount, formatTook } from '#renderer/lib/format.ts';
import { nameFailure } from '#renderer/lib/name-failure.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { FilterResult } from '#renderer/table/grid/filter-result.tsx';
import { Grid } from '#renderer/table/grid/grid.tsx';
import type { RowLook } from '#renderer/table/grid/grid-row.tsx';
import { useFreeze } from '#renderer/table/grid/use-freeze.ts';
import { MovedChip } from '#renderer/table/grid/moved-chip.tsx';
import type { CellValue, TableView } from '#renderer/table/types.ts';
import { CreateRoomDialog } from './create-room-dialog.tsx';
import { countUp, describeRoom } from './lobby-text.ts';
import { LobbyFoot, roomWords } from './lobby-foot.tsx';
import { MetadataColumns } from './metadata-columns.tsx';
import { drawRoomCell, roomAlsoReads } from './room-cell.tsx';
import { explainUnusable, listRoomVerbs } from './room-verbs.ts';
import { roomLanguage } from './room-language.ts';
import { listMetadataColumns, roomColumnRules, roomColumns, useRoomTable } from './room-table.ts';
import './lobby.css';

const createCommand = {
  id: 'room.create',
  label: 'Create room',
  place: 'Lobby',
  keys: 'n',
} as const satisfies CommandDefinition;

const exportCommand = {
  id: 'lobby.export',
  label: 'Export the rooms',
  place: 'Lobby',
  keys: 'x',
} as const satisfies CommandDefinition;

const copyKeys = {
  id: 'lobby.keys.copy',
  label: 'Copy the cell, or the marked rows',
  place: 'Lobby',
  keys: '$mod+C',
} as const satisfies CommandDefinition;

const quietColumns = new Set(['seen', 'age']);

export interface LobbyProps extends LobbySlotProps {
  actions: ActionStore;
  /** What is typed about rooms here, by the room's name. */
  drafts: DraftStore;
}

export function Lobby({
  server,
  list,
  isExplained,
  openRooms,
  onOpenRoom,
  onRefresh,
  onEditServer,
  actions,
  drafts,
}: LobbyProps) {
  const columns = useGridColumns('Rooms', roomColumns, roomColumnRules);
  const { drawn, changes } = columns;
  const own = useMemo(() => listMetadataColumns(drawn), [drawn]);
  const { table, view, marks, metadata } = useRoomTable(list, openRooms, own);
  const [selected, setSelected] = useState<string>();
  const [isCreating, setCreating] = useState(false);
  const create = (): void => setCreating(true);
  const [menu, setMenu] = useState<{ x: number; y: number }>();
  const [editing, setEditing] = useState<RoomSummary>();
  useFreeze(view, menu !== undefined, 'menu');
  const filtering = useTableFilter(table, view, roomLanguage);
  const chosen = list?.rooms.find(({ name }) => name === selected);
  const verbs = listRoomVerbs(chosen, {
    open: onOpenRoom,
    editMetadata: setEditing,
    metadataOff: useVerbOff('room.set-metadata'),
    copy: (what, text) => void copyTold(actions, `Copied: ${what}`, text),
    copyJson: (room) =>
      void copyJson(
        actions,
        `room ${room.name}`,
        writeJson({ ...room, metadata: readMasks().maskCell('metadata', room.metadata) }),
      ),
  });
  const open = (room: string): void => {
    if (explainUnusable(room) === undefined) onOpenRoom(room);
  };
  const choosing = useChoosingKeys(setSelected, { isOnEntry: true });
  useCommands([
    { ...createCommand, run: create },
    ...verbs,
    ...listHeadKeys('Lobby'),
    ...listMarkKeys('Lobby'),
    copyKeys,
  ]);
  return (
    <div className="lobby">
      <LobbyHead list={list} onRefresh={onRefresh} onCreate={create} />
      {list?.error && !isExplained && (
        <SweepFailure error={list.error} onRefresh={onRefresh} onEditServer={onEditServer} />
      )}
      <LobbyTools view={view} filtering={filtering}>
        <GroupChoice table={table} view={view} columns={drawn} />
        <ColumnsButton grid="Rooms" table={table} columns={columns} />
        <MetadataColumns
          chosen={own.map(({ name }) => name)}
          listOffers={() => metadata.listOffers(list?.rooms ?? [])}
          onShownChange={(name, isShown) => (isShown ? changes.show(name) : changes.hide(name))}
        />
        <GridExport
          name={server.name}
          table={table}
          view={view}
          listMarked={() => marks.rows()}
          listAll={() => table.rows()}
          allLabel="All"
          columns={drawn.map(({ name }) => name)}
          known={[...new Set([...roomColumns, ...drawn].map(({ name }) => name))]}
          {...roomWords}
          command={exportCommand}
        />
      </LobbyTools>
      <div className="lobby-grid" {...choosing}>
        <Grid
          name="Rooms"
          table={table}
          view={view}
          columns={drawn}
          columnControl={columns.control}
          listColumnItems={columns.listItems}
          marks={marks}
          alsoReads={roomAlsoReads}
          quietColumns={quietColumns}
          renderCell={drawRoomCell}
          describeRow={describeRow}
          selectedKey={selected}
          onSelect={setSelected}
          onOpen={open}
          onMenu={(_room, at) => setMenu(at)}
          empty={
            list?.error ? undefined : (
              <Empty
                list={list}
                filtering={filtering}
                serverName={server.name}
                onRefresh={onRefresh}
                onCreate={create}
              />
            )
          }
        />
      </div>
      <LobbyFoot
        table={table}
        view={view}
        marks={marks}
        drawn={drawn}
        total={list?.readAtMs === undefined ? undefined : list.rooms.length}
        openVerb={verbs[0]}
      />
      {menu && chosen && (
        <PlacedMenu
          name="Room"
          at={menu}
          items={listMenuItems(verbs)}
          returnTo={readFocusedCell()}
          onClose={() => setMenu(undefined)}
        />
      )}
      {editing && (
        <RoomMetadataDialog
          room={editing.name}
          // A room that goes meanwhile takes nothing away that is being typed.
          live={(list?.rooms.find(({ name }) => name === editing.name) ?? editing).metadata}
          owner={editing.name}
          isOpen
          onClose={() => setEditing(undefined)}
          drafts={drafts}
          actions={actions}
        />
      )}
      {isCreating && (
        <CreateRoomDialog
          liveRooms={(list?.rooms ?? []).map(({ name }) => name)}
          actions={actions}
          onClose={() => setCreating(false)}
          onOpenRoom={onOpenRoom}
        />
      )}
    </div>
  );
}

function LobbyHead(props: { list: RoomList | undefined; onRefresh: () => void; onCreate: () => void }) {
  const { list, onRefresh, onCreate } = props;
  const sums = countUp(list ?? { rooms: [] });
  const { rooms, people, recording } = sums;
  return (
    <header className="lobby-head">
      <h1 className="lobby-title">Rooms</h1>
      {list?.readAtMs !== undefined && (
        <span className="lobby-sums">
          <Count count={rooms} word={rooms === 1 ? 'room' : 'rooms'} />
          <Count count={people} word={people === 1 ? 'person' : 'people'} />
          {sums.agents > 0 && <Count count={sums.agents} word={sums.agents === 1 ? 'agent' : 'agents'} />}
          {sums.phones > 0 && <Count count={sums.phones} word={sums.phones === 1 ? 'phone' : 'phones'} />}
          {sums.hidden > 0 && <Count count={sums.hidden} word="hidden" />}
          {sums.uncounted > 0 && (
            <span
              className="lobby-quiet"
              title="Their agents, recorders, phones and hidden ones are not in these sums."
            >
              {formatCount(sums.uncounted)} not counted yet
            </span>
          )}
          {recording > 0 && <Count count={recording} word="recording" />}
        </span>
      )}
      <ListState list={list} />
      <Button size="small" icon={<RefreshCw className="lobby-icon" aria-hidden="true" />} onClick={onRefresh}>
        Refresh
      </Button>
      <Button
        size="small"
        // One filled button at most: where the list fails or is empty, it stands there.
        look={list?.error || list?.rooms.length === 0 ? 'plain' : 'primary'}
        icon={<Plus className="lobby-icon" aria-hidden="true" />}
        keys={showKeys(createCommand.keys)}
        onClick={onCreate}
      >
        {createCommand.label}
      </Button>
    </header>
  );
}

function Count({ count, word }: { count: number; word: string }) {
  return (
    <span>
      <b className="lobby-number">{formatCount(count)}</b> {word}
    </span>
  );
}

function ListState({ list }: { list: RoomList | undefined }) {
  const nowMs = useNow();
  const slowPace = describeSlowPace(list?.pace);
  const age = list?.readAtMs === undefined ? undefined : formatAge(nowMs - list.readAtMs);
  return (
    <div className="lobby-state">
      {/* Figures that tick stand outside, or each would be said. */}
      <span role="status" aria-label="Connection">
        {list?.error ? (
          <span className="lobby-failed">✕ {nameFailure(list.error.code)}</span>
        ) : (
          list?.readAtMs !== undefined && <span className="lobby-reachable">Reachable</span>
        )}
      </span>
      {!list?.error && list?.tookMs !== undefined && <span className="lobby-quiet">{formatTook(list.tookMs)}</span>}
      <span className="lobby-quiet">{age === undefined ? 'not read yet' : `list ${age}`}</span>
      {slowPace && (
        <span className="lobby-slow" title={slowPace}>
          {slowPace}
        </span>
      )}
    </div>
  );
}

interface LobbyToolsProps {
  view: TableView;
  filtering: TableFilter;
  children: ReactNode;
}

function LobbyTools({ view, filtering: { applied, ...filtering }, children }: LobbyToolsProps) {
  return (
    <div className="lobby-tools">
      <FilterBox
        {...filtering}
        label="Filter rooms"
        placeholder="Filter by words, or people>50 is:recording …"
        place="Lobby"
      />
      <FilterResult view={view} text={applied} />
      <MovedChip view={view} />
      {children}
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

interface EmptyProps {
  list: RoomList | undefined;
  filtering: TableFilter;
  serverName: string;
  onRefresh: () => void;
  onCreate: () => void;
}

function Empty({ list, filtering, serverName, onRefresh, onCreate }: EmptyProps): ReactNode {
  const { applied: filter } = filtering;
  if (list?.readAtMs === undefined) return <EmptyState icon={<LayoutGrid />} title="Reading the list of rooms" />;
  if (list.rooms.length > 0 && filter === '') return null;
  if (filter !== '') {
    return (
      <EmptyState
        icon={<Search />}
        title="No room matches"
        actions={
          <Button keys="Esc" onClick={() => filtering.filter.setText('')}>
            Clear filter
          </Button>
        }
      >
        Words of the filter must occur somewhere in a room’s row.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<LayoutGrid />}
      title={<>No rooms on {serverName}</>}
      actions={
        <>
          <Button look="primary" keys={showKeys(createCommand.keys)} onClick={onCreate}>
            {createCommand.label}
          </Button>
          <Button onClick={onRefresh}>Read the list again</Button>
        </>
      }
    >
      A room appears here when an app opens one, or when you create one. The list is read again every few seconds.
    </EmptyState>
  );
}

/** Opening has no key of its own: Enter is the grid's. */
function listMenuItems(verbs: readonly Command[]): MenuProps['items'] {
  return verbs.flatMap(({ id, label, keys, offReason, run }) => {
    const shown = id === 'lobby.room.open' ? 'Enter' : typeof keys === 'string' ? showKeys(keys) : undefined;
    const item = { label, offReason, onSelect: () => run?.(), ...(shown === undefined ? {} : { keys: shown }) };
    return id === 'lobby.room.copy-name' ? (['separator', item] as const) : [item];
  });
}

function readFocusedCell(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[role="grid"] [role="gridcell"][tabindex="0"]');
}

function describeRow(read: (column: string) => CellValue): RowLook {
  return { label: describeRoom(read), className: '' };
}
