/** Everybody in the room, live: one row a person, one column a field, rights as switches that go through the door. */
import { AudioLines, Volume2 } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { participantLanguage } from '#contract/filter/participant-language';
import { useVerbOff } from '#renderer/features/capabilities/capability-store.ts';
import { TrackIcon } from '#renderer/components/glyphs/track-glyph.tsx';
import { CellHistory, useCellHistory, useCellTooltips } from '#renderer/features/history/cell-history.tsx';
import { RoomFootContent } from '#renderer/features/shell/room-foot.tsx';
import type { RosterSlotProps } from '#renderer/features/shell/slots.ts';
import { formatCount } from '#renderer/lib/format.ts';
import { maxLeft } from '#renderer/room/left-roll.ts';
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
import { asksForLeft } from './filter/exclude-gone.ts';
import { createRosterCatalogue } from './filter/roster-catalogue.ts';
import { filterOf } from './filter/roster-filter.ts';
import { LegendButton } from './legend/legend-button.tsx';
import { alsoReads, RosterCell } from './roster-cell.tsx';
import { ColumnChooser } from './columns/column-chooser.tsx';
import { useTotals } from './columns/use-totals.ts';
import { useHeadControl } from './columns/use-head-control.ts';
import { useRosterColumns, type RosterColumns } from './columns/use-roster-columns.ts';
import { GroupChoice } from '#renderer/features/grid-tools/group-choice.tsx';
import { MarksBar } from './marks-bar.tsx';
import { countPresent, isPassedOver } from './present-rows.ts';
import { RosterEmpty } from './roster-empty.tsx';
import { describeMissingColumns, describePerson, describeShown } from './roster-text.ts';
import { marksOf, viewOf } from './roster-view.ts';
import { useTouchedPeople } from './use-cell-step.ts';
import { ViewsBar } from './views/views-bar.tsx';
import './roster.css';

const quietColumns = new Set(['speaking', 'level', 'talk', 'spoken', 'silence', 'seen', 'changed']);

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
  useEffect(() => {
    const filter = filterOf(view);
    filter.tellAbsent(createAbsentAttributes(table, session.attributeKeys));
    return table.subscribeChanges(filter.lookAgain);
  }, [view, table, session]);
  useFreeze(view, menu !== undefined, 'menu');
  const passesOver = useCallback((row: number) => isPassedOver(table, view, row), [table, view]);
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
        passesOver={passesOver}
        selectedKey={selectedIdentity}
        onSelect={onSelect}
        onOpen={(identity) => onSelect(identity, true)}
        onMenu={(identity, at, field) => setMenu({ identity, at, field })}
        empty={<RosterEmpty session={session} view={view} />}
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
      <MarksBar room={session.room} table={table} view={view} />
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
  const catalogue = useMemo(() => createRosterCatalogue(table, filterOf(view).isAbsent), [table, view]);
  return (
    <div className="roster-tools">
      <ViewsBar session={session} view={view} />
      <FilterBox
        filter={filterOf(view)}
        catalogue={catalogue}
        language={participantLanguage}
        label="Filter participants"
        placeholder="Filter by words, or kind:agent hand>30s …"
        place="Room"
      />
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
  const asked = useAsksForLeft(view);
  const total = useRowCount(table, asked);
  const isLeftCut = useIsLeftCut(table);
  const missing = useSyncExternalStore(
    useCallback((listener: () => void) => table.subscribeChanges(listener), [table]),
    () => describeMissingColumns(session.attributeKeys()),
  );
  return (
    <span className="roster-shown">
      {describeShown(shown, total, sort)}
      {missing !== undefined && ` · ${missing}`}
      {asked && isLeftCut && ` · only the last ${formatCount(maxLeft)} who left are kept`}
    </span>
  );
}

function useAsksForLeft(view: TableView): boolean {
  const filter = filterOf(view);
  return useSyncExternalStore(filter.subscribe, () => asksForLeft(filter.state().applied.tree));
}

/** Who left some time ago counts only where they are asked for. */
function useRowCount(table: ColumnTable, withGone: boolean): number {
  const subscribe = useCallback((listener: () => void) => table.subscribeChanges(listener), [table]);
  return useSyncExternalStore(subscribe, () => (withGone ? table.rows().length : countPresent(table)));
}

function useIsLeftCut(table: ColumnTable): boolean {
  const subscribe = useCallback((listener: () => void) => table.subscribeChanges(listener), [table]);
  return useSyncExternalStore(subscribe, () => table.countKnown('left') >= maxLeft);
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
