/** Everybody in the room, live: one row a person, one column a field, rights as switches that go through the door. */
import { AudioLines, Search, UserRoundX, Volume2 } from 'lucide-react';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useVerbOff } from '#renderer/features/capabilities/capability-store.ts';
import { Button } from '#renderer/components/button.tsx';
import { EmptyState } from '#renderer/components/empty-state.tsx';
import { TrackIcon } from '#renderer/components/glyphs/track-glyph.tsx';
import { CellHistory, useCellHistory, useCellTooltips } from '#renderer/features/history/cell-history.tsx';
import { RoomFootContent } from '#renderer/features/shell/room-foot.tsx';
import { useRoomStatus } from '#renderer/features/shell/room-state.ts';
import type { RosterSlotProps } from '#renderer/features/shell/slots.ts';
import type { RoomSession } from '#renderer/room/types.ts';
import { FilterResult } from '#renderer/table/grid/filter-result.tsx';
import { Grid } from '#renderer/table/grid/grid.tsx';
import type { GridCell, RowLook } from '#renderer/table/grid/grid-row.tsx';
import { useFreeze } from '#renderer/table/grid/use-freeze.ts';
import { MovedChip } from '#renderer/table/grid/moved-chip.tsx';
import type { CellValue, ColumnTable, GridColumn, TableView } from '#renderer/table/types.ts';
import { RosterExport } from './export/roster-export.tsx';
import { createAbsentAttributes } from './filter/absent-attributes.ts';
import { CellMenu, type CellMenuPlace } from './filter/cell-menu.tsx';
import { useCellFilterKeys } from './filter/cell-filter.tsx';
import { Facets } from './filter/facets.tsx';
import { FilterBox } from './filter/filter-box.tsx';
import { nameValue } from './filter/name-value.ts';
import { filterOf } from './filter/roster-filter.ts';
import { LegendButton } from './legend/legend-button.tsx';
import { alsoReads, RosterCell } from './roster-cell.tsx';
import { ColumnChooser } from './columns/column-chooser.tsx';
import { useTotals } from './columns/use-totals.ts';
import { useHeadControl } from './columns/use-head-control.ts';
import { useRosterColumns, type RosterColumns } from './columns/use-roster-columns.ts';
import { GroupChoice } from './group-choice.tsx';
import { MarksBar } from './marks-bar.tsx';
import { describeMissingColumns, describePerson, describeShown } from './roster-text.ts';
import { marksOf, viewOf } from './roster-view.ts';
import { useTouchedPeople } from './use-cell-step.ts';
import { ViewsBar } from './views/views-bar.tsx';
import './roster.css';

const quietColumns = new Set(['speaking', 'level', 'seen', 'changed']);

export function Roster({ session, selectedIdentity, onSelect }: RosterSlotProps) {
  const { table } = session;
  const view = viewOf(table);
  const columns = useRosterColumns(table, view);
  const heads = useHeadControl(table, columns.offered);
  const rightsOff = useVerbOff('participant.set-permission');
  const touched = useTouchedPeople(session.room);
  const renderCell = useCallback(
    (cell: GridCell) => (
      <RosterCell session={session} cell={cell} rightsOff={rightsOff} isTouched={touched.has(cell.rowKey)} />
    ),
    [session, rightsOff, touched],
  );
  const [menu, setMenu] = useState<CellMenuPlace>();
  useCellFilterKeys(table, view);
  useEffect(
    () => filterOf(view).tellAbsent(createAbsentAttributes(table, session.attributeKeys)),
    [view, table, session],
  );
  useFreeze(view, menu !== undefined, 'menu');
  const root = useRef<HTMLDivElement>(null);
  useCellTooltips(session, root);
  const history = useCellHistory();
  return (
    <div className="roster" ref={root}>
      <RosterTools session={session} view={view} columns={columns} />
      <Grid
        name="Participants"
        table={table}
        view={view}
        columns={columns.drawn}
        alsoReads={alsoReads}
        quietColumns={quietColumns}
        renderCell={renderCell}
        renderHead={renderHead}
        columnControl={heads.control}
        listColumnItems={heads.listItems}
        describeTotal={useTotals()}
        describeRow={describeRow}
        describeGroup={nameValue}
        marks={marksOf(table)}
        selectedKey={selectedIdentity}
        onSelect={onSelect}
        onOpen={(identity) => onSelect(identity, true)}
        onMenu={(identity, at, field) => setMenu({ identity, at, field })}
        empty={<Empty session={session} view={view} />}
      />
      {menu && (
        <CellMenu
          table={table}
          view={view}
          place={menu}
          onHistory={() => history.onOpen(menu)}
          onClose={() => setMenu(undefined)}
        />
      )}
      <CellHistory session={session} {...history} />
      <RoomFootContent>
        <ShownCount session={session} view={view} />
      </RoomFootContent>
      <MarksBar table={table} view={view} />
    </div>
  );
}

interface RosterToolsProps {
  session: RoomSession;
  view: TableView;
  columns: RosterColumns;
}

function RosterTools({ session, view, columns }: RosterToolsProps) {
  const { table } = session;
  const applied = useApplied(view);
  return (
    <div className="roster-tools">
      <ViewsBar table={table} view={view} />
      <FilterBox table={table} view={view} />
      <FilterResult view={view} text={applied} />
      <MovedChip view={view} />
      <Facets table={table} view={view} />
      <GroupChoice table={table} view={view} columns={columns.drawn} />
      <ColumnChooser table={table} {...columns} missing={describeMissingColumns(session.attributeKeys())} />
      <RosterExport
        room={session.room}
        table={table}
        view={view}
        columns={columns.drawn}
        listMarked={() => [...marksOf(table).rows()]}
      />
      <LegendButton />
    </div>
  );
}

/** Text of the filter in force. */
function useApplied(view: TableView): string {
  const filter = filterOf(view);
  return useSyncExternalStore(filter.subscribe, () => filter.state().applied.text.trim());
}

function ShownCount({ session, view }: { session: RoomSession; view: TableView }) {
  const { table } = session;
  const shown = useSyncExternalStore(view.subscribe, view.order).length;
  const sort = useSyncExternalStore(view.subscribe, view.sort);
  const total = useRowCount(table);
  const missing = useSyncExternalStore(
    useCallback((listener: () => void) => table.subscribeChanges(listener), [table]),
    () => describeMissingColumns(session.attributeKeys()),
  );
  return (
    <span className="roster-shown">
      {describeShown(shown, total, sort)}
      {missing !== undefined && ` · ${missing}`}
    </span>
  );
}

function useRowCount(table: ColumnTable): number {
  const subscribe = useCallback((listener: () => void) => table.subscribeChanges(listener), [table]);
  return useSyncExternalStore(subscribe, () => table.rows().length);
}

function Empty({ session, view }: { session: RoomSession; view: TableView }) {
  const { state } = useRoomStatus(session);
  if (useApplied(view) !== '') {
    return (
      <EmptyState
        icon={<Search />}
        title="Nobody matches"
        actions={
          <Button keys="Esc" onClick={() => filterOf(view).setText('')}>
            Clear filter
          </Button>
        }
      >
        Everything that stands side by side in the filter must be true of a person. What is not known is neither yes nor
        no: unknown: finds it.
      </EmptyState>
    );
  }
  if (state === 'joining') return <EmptyState icon={<UserRoundX />} title="Joining, hidden" />;
  return (
    <EmptyState icon={<UserRoundX />} title="Nobody is here">
      People appear as they join. You are not shown: you watch hidden, and nobody is told.
    </EmptyState>
  );
}

function renderHead({ name }: GridColumn): ReactNode {
  switch (name) {
    case 'mic':
    case 'can.mic':
      return <TrackIcon kind="mic" />;
    case 'camera':
    case 'can.camera':
      return <TrackIcon kind="camera" />;
    case 'screen':
    case 'can.screen':
      return <TrackIcon kind="screen" />;
    case 'can.screenAudio':
      return <Volume2 className="glyph" aria-hidden="true" />;
    case 'speaking':
      return <AudioLines className="glyph" aria-hidden="true" />;
    case 'level':
      return <span />;
    default:
      return undefined;
  }
}

function describeRow(read: (column: string) => CellValue): RowLook {
  const isLeft = read('state') === 'left';
  const isHidden = read('hidden') === true;
  const className = [isLeft ? 'roster-left' : '', isHidden ? 'roster-hidden' : ''].filter(Boolean).join(' ');
  return { label: describePerson(read), className };
}
