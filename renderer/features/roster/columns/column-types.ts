/**
 * As what each attribute key and path of a room is read: chosen by the moderator, else by what is in it. Values are sampled
 * a few columns at a time, so that changes cost nothing however many there are.
 */
import type { ChosenType } from '#contract/domain/roster-preferences';
import { readMetadataFieldName } from '#contract/metadata-path';
import type { ColumnTable, SortType, TableView } from '#renderer/table/types.ts';
import type { Result } from '#contract/result';
import { changePreferences, usePreferences } from '../preferences-store.ts';
import { readSortType } from '../roster-columns.ts';
import { isAttribute } from '#renderer/features/grid-tools/column-choices.ts';
import { inferType } from './infer-type.ts';

const sampledRows = 200;
const columnsATime = 20;
const lookEveryMs = 1_000;

export interface ColumnTypes {
  /** By the column's name; the same map until a type changes. Columns without a value have none. */
  inferred(): ReadonlyMap<string, ChosenType>;
  subscribe(listener: () => void): () => void;
  /** Looks at the next columns; those that were never looked at first. */
  look(): void;
}

/** Whether a column is read by what is in it: fields of the registry have their type. */
export function isOpenlyTyped(name: string): boolean {
  return isAttribute(name) || readMetadataFieldName(name) !== undefined;
}

export function createColumnTypes(table: ColumnTable): ColumnTypes {
  let types: ReadonlyMap<string, ChosenType> = new Map();
  const listeners = new Set<() => void>();
  let next = 0;

  return {
    inferred: () => types,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    look() {
      const open = table.columns().filter(isOpenlyTyped);
      const unseen = open.filter((name) => !types.has(name) && table.countKnown(name) > 0);
      const turn = Array.from(
        { length: Math.min(columnsATime, open.length) },
        (_, index) => (next + index) % open.length,
      );
      next = open.length === 0 ? 0 : (next + columnsATime) % open.length;
      const rows = table.rows();
      const step = Math.max(1, Math.floor(rows.length / sampledRows));
      const sample = rows.filter((_row, index) => index % step === 0);
      const found = new Map(types);
      for (const name of [...unseen.slice(0, columnsATime), ...turn.map((index) => open[index] ?? '')]) {
        let values = sample.map((row) => table.read(row, name));
        // What few people have is not found in a sample.
        if (!values.some(isKnown) && table.countKnown(name) > 0) values = readFirstKnown(table, name);
        const type = inferType(values, types.get(name));
        if (type) found.set(name, type);
      }
      if (found.size === types.size && [...found].every(([name, type]) => types.get(name) === type)) return;
      types = found;
      for (const listener of listeners) listener();
    },
  };
}

function readFirstKnown(table: ColumnTable, name: string): (string | number | boolean)[] {
  const row = table.rows().find((candidate) => isKnown(table.read(candidate, name)));
  const value = row === undefined ? undefined : table.read(row, name);
  return isKnown(value) ? [value] : [];
}

function isKnown<Value>(value: Value): value is NonNullable<Value> {
  return value !== undefined && value !== null;
}

const known = new WeakMap<ColumnTable, ColumnTypes>();

/** Lives as long as its table. */
export function columnTypesOf(table: ColumnTable): ColumnTypes {
  let types = known.get(table);
  if (!types) {
    types = createColumnTypes(table);
    known.set(table, types);
  }
  return types;
}

/** As what a column is read; undefined for fields of the registry, and for what nobody has a value of. */
export function readColumnType(table: ColumnTable, name: string): ChosenType | undefined {
  if (!isOpenlyTyped(name)) return undefined;
  return usePreferences.getState().preferences.types[name] ?? columnTypesOf(table).inferred().get(name);
}

/** By what a column of a room is sorted. */
export function readRosterSortType(table: ColumnTable, name: string): SortType | undefined {
  const type = readColumnType(table, name);
  return type === undefined ? readSortType(name) : type === 'enumeration' ? 'text' : type;
}

/** Reads a column as a type from now on; undefined for what is in it. */
export async function chooseColumnType(name: string, type: ChosenType | undefined): Promise<Result<null>> {
  const { [name]: _before, ...others } = usePreferences.getState().preferences.types;
  return changePreferences({ types: type === undefined ? others : { ...others, [name]: type } });
}

/**
 * Keeps the types of a room up to date while it is shown, and its order by them. Where the order is held, it is sorted by
 * another type only once it is let go.
 */
export function followColumnTypes(table: ColumnTable, view: TableView): () => void {
  const types = columnTypesOf(table);
  const describe = (): string =>
    [...view.sort(), view.group()].map((key) => key && readColumnType(table, key.column)).join();
  let { sort, group, sortedBy } = { sort: view.sort(), group: view.group(), sortedBy: describe() };
  const sortAnew = (): void => {
    const wanted = describe();
    if (sort !== view.sort() || group !== view.group()) {
      // Whoever sorted by other columns did so by the types of now.
      ({ sort, group, sortedBy } = { sort: view.sort(), group: view.group(), sortedBy: wanted });
    } else if (wanted !== sortedBy && !view.isFrozen()) {
      sortedBy = wanted;
      view.setSortTypes((column) => readRosterSortType(table, column));
    }
  };
  const tick = (): void => {
    types.look();
    sortAnew();
  };
  tick();
  const timer = setInterval(tick, lookEveryMs);
  const stops = [usePreferences.subscribe(sortAnew), view.subscribe(sortAnew), table.subscribeColumns(tick)];
  return () => {
    clearInterval(timer);
    for (const stop of stops) stop();
  };
}
