/** AG Grid Community with async transactions: the baseline of a bought grid, set up as its documentation advises for live data. */
import {
  ClientSideRowModelModule,
  ColumnApiModule,
  createGrid,
  HighlightChangesModule,
  ModuleRegistry,
  RowApiModule,
  ClientSideRowModelApiModule,
  TextFilterModule,
  type ColDef,
  type GridApi,
  type ICellRendererComp,
  type ICellRendererParams,
} from 'ag-grid-community';
import type { RemoteParticipant, Room } from 'livekit-client';
import { pickKey, picked, scoreKey } from '../../../support/feed/crowd-model.ts';
import { columns, quietColumns, type BaselineColumn } from './columns.ts';
import { followRoom } from './follow-room.ts';
import { fillRichCell, richStyles } from './rich-cells.ts';

type Row = Record<string, string>;

/** Sorted live by score, filtered live by pick. The returned function puts the focus on a cell. */
export function showAgGrid(place: HTMLElement, room: Room, { isDelta }: { isDelta: boolean }): () => void {
  ModuleRegistry.registerModules([
    ClientSideRowModelModule,
    ClientSideRowModelApiModule,
    ColumnApiModule,
    RowApiModule,
    TextFilterModule,
    HighlightChangesModule,
  ]);
  const style = document.createElement('style');
  style.textContent = richStyles;
  document.head.append(style);
  const api: GridApi<Row> = createGrid<Row>(place, {
    columnDefs: columns.map(defineColumn),
    defaultColDef: { sortable: true, resizable: true },
    getRowId: ({ data }) => data['identity']!,
    rowData: [...room.remoteParticipants.values()].map(readRow),
    rowHeight: 28,
    headerHeight: 40,
    rowBuffer: 6,
    animateRows: false,
    deltaSort: isDelta,
    cellFlashDuration: 600,
    cellFadeDuration: 0,
  });
  void api.setColumnFilterModel(`attr.${pickKey}`, { filterType: 'text', type: 'equals', filter: picked }).then(() => {
    api.onFilterChanged();
  });
  followRoom(room, ({ came, changed, left }) => {
    // Who came back within one message is there already.
    const [known, unknown] = [came.filter(isKnown), came.filter((one) => !isKnown(one))];
    api.applyTransactionAsync({
      add: unknown.map(readRow),
      update: [...known, ...changed].map(readRow),
      remove: left.filter(({ identity }) => !room.remoteParticipants.has(identity)).map(readRow),
    });
  });
  return () => api.setFocusedCell(2, 'identity');

  function isKnown({ identity }: RemoteParticipant): boolean {
    return api.getRowNode(identity) !== undefined;
  }
}

function readRow(participant: RemoteParticipant): Row {
  const row: Row = {};
  for (const { name, read } of columns) row[name] = read(participant);
  return row;
}

function defineColumn({ name, label, widthPx, look, pin }: BaselineColumn): ColDef<Row> {
  return {
    colId: name,
    headerName: label,
    width: widthPx,
    minWidth: 20,
    valueGetter: ({ data }) => data?.[name],
    enableCellChangeFlash: !quietColumns.has(name),
    ...(pin ? { pinned: pin } : {}),
    ...(look === 'text' || look === 'age' ? {} : { cellRenderer: RichCell, cellRendererParams: { look } }),
    ...(name === `attr.${scoreKey}`
      ? { sort: 'desc' as const, comparator: (one: string, other: string) => Number(one) - Number(other) }
      : {}),
    ...(name === `attr.${pickKey}` ? { filter: 'agTextColumnFilter' } : {}),
  };
}

/** The grid's own kind of component, which costs less than a React one. */
class RichCell implements ICellRendererComp<Row> {
  readonly #element = document.createElement('span');

  init(params: ICellRendererParams<Row, string>): void {
    this.#element.className = 'rich';
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#element;
  }

  refresh(params: ICellRendererParams<Row, string>): boolean {
    const { look } = params as unknown as { look: BaselineColumn['look'] };
    fillRichCell(this.#element, look, params.value ?? '');
    return true;
  }
}
