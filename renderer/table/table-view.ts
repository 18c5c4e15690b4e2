/**
 * Filter, group and order over a columnar table, kept incrementally: only rows that changed are taken out and put back. It
 * moves at most four times a second and not at all while held still, so that the row under the pointer stays the row aimed at.
 */
import { shownTextColumn } from '#contract/filter/types';
import { runSlices } from '#renderer/lib/time-slices.ts';
import { createRowGroups, type RowGroups } from './row-groups.ts';
import { createRowMatcher } from './row-matcher.ts';
import { createMoveCounter, isSameList, mergeRows } from './row-order.ts';
import { compareByKeys, createSortKeys, type SortKeys } from './sort-keys.ts';
import { createRowBatch, fit } from './typed-rows.ts';
import type { CellValue, ColumnTable, Entry, RowList, RowNumber, SortKey, SortType, TableView } from './types.ts';

export interface TableViewOptions {
  /** Order of texts; numbers inside texts count as numbers when not given. */
  collator?: Intl.Collator;
  /** What the quick filter searches of a cell; texts only when not given, since raw times and flags are not what is shown. */
  describeCell?: (column: string, value: CellValue) => string;
  /** By what a column is sorted; by what its values are when not given. */
  sortTypeOf?: (column: string) => SortType | undefined;
  /** Epoch ms, for filters that depend on time. */
  now?: () => number;
}

const updateIntervalMs = 250;
/** Filters that depend on time are looked at again so often. */
const timeIntervalMs = 1_000;
/** What is known of a row: not there, there but not wanted, in the order. */
const standings = { absent: 0, out: 1, in: 2 } as const;
const noRows: RowList = new Int32Array();

/** A view that follows the table until it is disposed of. */
export function createTableView(table: ColumnTable, options: TableViewOptions = {}): TableView {
  const collator = options.collator ?? new Intl.Collator(undefined, { numeric: true });
  const now = options.now ?? Date.now;
  const matcher = createRowMatcher(
    table,
    options.describeCell ?? ((_column, value) => (typeof value === 'string' ? value : '')),
  );
  const countMoves = createMoveCounter();
  const listeners = new Set<() => void>();
  const holds = new Set<symbol>();
  let sortTypeOf = options.sortTypeOf ?? (() => undefined);
  let sort: readonly SortKey[] = [];
  let group: SortKey | undefined;
  /** The group's, then the sort's. */
  let keys: readonly SortKeys[] = [];
  let groups: RowGroups | undefined;
  /** What the order would be now; a list of `targetLength` in a buffer that is swapped with the other one. */
  let target = new Int32Array();
  let targetLength = 0;
  let spare = new Int32Array();
  /** A copy of `target` for whoever asks; undefined since it changed. */
  let matching: RowList | undefined;
  /** What is told. */
  let shown: RowList = noRows;
  let entries: RowList = noRows;
  let moves = 0;
  let departures = 0;
  let askedCount = 0;
  let standing = new Uint8Array();
  let ordinals = new Float64Array();
  let isMoving = new Uint8Array();
  let isShown = new Uint8Array();
  let entering = new Int32Array();
  const changed = createRowBatch();
  /** The notice that was due when the table was last followed. */
  let followedStamp = 0;
  let isRebuildDue = true;
  let isTimeDue = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let timeTimer: ReturnType<typeof setTimeout> | undefined;
  let updatedAtMs = Number.NEGATIVE_INFINITY;

  const compare = (one: RowNumber, other: RowNumber): number => compareByKeys(keys, ordinals, one, other);

  function makeRoom(row: RowNumber): void {
    if (row < ordinals.length) return;
    standing = fit(standing, row + 1);
    isMoving = fit(isMoving, row + 1);
    isShown = fit(isShown, row + 1);
    ordinals = fit(ordinals, row + 1);
  }

  function setStanding(row: RowNumber, next: number): void {
    const before = standing[row]!;
    if (before === next) return;
    standing[row] = next;
    if (isShown[row] === 1 && (before === standings.in || next === standings.in)) departures++;
  }

  /** Brings `target` up to date with the table; asks every row. */
  function rebuild(): void {
    isRebuildDue = false;
    isTimeDue = false;
    matching = undefined;
    changed.take();
    const nowMs = now();
    for (let row = 0; row < standing.length; row++) if (!table.has(row)) setStanding(row, standings.absent);
    const rows = table.rows();
    target = fit(target, rows.length);
    targetLength = 0;
    for (const row of rows) {
      makeRoom(row);
      ordinals[row] = table.ordinalOf(row);
      const isIn = matcher.test(row, nowMs);
      setStanding(row, isIn ? standings.in : standings.out);
      if (isIn) target[targetLength++] = row;
    }
    const wanted = target.subarray(0, targetLength);
    for (const column of keys) column.readAll(wanted);
    wanted.sort(compare);
    followedStamp = table.stamp();
  }

  /** Brings `target` up to date with the table; asks only rows that changed, or whose answer time may have changed. */
  function follow(): void {
    if (isRebuildDue) return rebuild();
    if (isTimeDue) for (const row of table.rows()) changed.add(row);
    const isForTime = isTimeDue;
    isTimeDue = false;
    const rows = changed.take();
    if (rows.length === 0) return;
    const nowMs = now();
    entering = fit(entering, rows.length);
    let enteringCount = 0;
    let leavingCount = 0;
    for (const row of rows) {
      makeRoom(row);
      const before = standing[row]!;
      const isSameRow = table.has(row) && before !== standings.absent && ordinals[row] === table.ordinalOf(row);
      let next: number = standings.absent;
      if (isSameRow && !isForTime && !matcher.isDue(row, followedStamp)) next = before;
      else if (table.has(row)) next = matcher.test(row, nowMs) ? standings.in : standings.out;
      setStanding(row, next);
      const wasIn = before === standings.in;
      if (next !== standings.in) {
        if (!wasIn) continue;
        for (const column of keys) column.forget(row);
      } else {
        let hasMoved = !wasIn || !isSameRow;
        for (const column of keys) {
          if (hasMoved || table.stampOf(row, column.column) >= followedStamp) {
            if (column.read(row)) hasMoved = true;
          }
        }
        if (!hasMoved) continue;
        entering[enteringCount++] = row;
      }
      ordinals[row] = table.ordinalOf(row);
      if (wasIn) {
        isMoving[row] = 1;
        leavingCount++;
      }
    }
    followedStamp = table.stamp();
    for (const column of keys) column.settle();
    if (enteringCount === 0 && leavingCount === 0) return;
    move(entering.subarray(0, enteringCount), rows);
  }

  /** Takes the rows that are moving out of `target`, and puts those that enter in. */
  function move(into: Int32Array<ArrayBuffer>, rows: RowList): void {
    matching = undefined;
    let stayingCount = 0;
    for (let index = 0; index < targetLength; index++) {
      const row = target[index]!;
      if (isMoving[row] === 0) target[stayingCount++] = row;
    }
    for (const row of rows) isMoving[row] = 0;
    into.sort(compare);
    spare = fit(spare, stayingCount + into.length);
    targetLength = mergeRows(target.subarray(0, stayingCount), into, spare, compare);
    [target, spare] = [spare, target];
  }

  /** Makes the order what it should be; true when there is something to tell. */
  function show(): boolean {
    const next = target.subarray(0, targetLength);
    const isMoved = !isSameList(shown, next);
    const hadMoves = moves !== 0;
    moves = 0;
    if (isMoved) {
      for (const row of shown) isShown[row] = 0;
      for (const row of next) isShown[row] = 1;
      shown = next.slice();
    }
    const isCut = groups?.cut(shown, keys[0]!) ?? false;
    if (isMoved || isCut) listEntries();
    return isMoved || isCut || hadMoves;
  }

  function listEntries(): void {
    entries = groups ? groups.entries(shown) : shown;
  }

  function listMatching(): RowList {
    return (matching ??= target.slice(0, targetLength));
  }

  function listMatchingInGroup(entry: Entry): RowList {
    const head = groups?.head(entry);
    return head ? listMatching().filter((row) => keys[0]!.valueOf(row) === head.value) : noRows;
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function catchUp(): void {
    clearTimeout(timer);
    timer = undefined;
    updatedAtMs = performance.now();
    follow();
  }

  function update(): void {
    const departedBefore = departures;
    const matchingBefore = matching;
    catchUp();
    if (holds.size === 0) {
      if (show()) tell();
      return;
    }
    const next = countMoves(shown, target.subarray(0, targetLength));
    if (next === moves && departures === departedBefore && matching === matchingBefore) return;
    moves = next;
    tell();
  }

  function applyNow(): void {
    catchUp();
    show();
    tell();
  }

  /** After something was asked for by hand: it moves at once, also while held still. */
  function applyAnew(): void {
    askedCount++;
    isRebuildDue = true;
    const wanted = group ? [group, ...sort] : sort;
    const before = keys;
    keys = wanted
      .filter(({ column }, index) => wanted.findIndex((key) => key.column === column) === index)
      .map((key) => findKeys(key, before));
    applyNow();
  }

  /** The keys of a column that is sorted by already have its texts ranked. */
  function findKeys(key: SortKey, before: readonly SortKeys[]): SortKeys {
    const type = sortTypeOf(key.column);
    const known = before.find((candidate) => candidate.column === key.column && candidate.type === type);
    if (!known) return createSortKeys(key, type, table.read, collator);
    known.sign = key.direction === 'descending' ? -1 : 1;
    return known;
  }

  /** Only while somebody looks: a timer would keep a view that nobody has any more, and its table, for ever. */
  function planTime(waitMs = timeIntervalMs): void {
    clearTimeout(timeTimer);
    const isPlanned = listeners.size > 0 && matcher.filter()?.dependsOnTime;
    timeTimer = isPlanned ? setTimeout(lookAtTime, waitMs) : undefined;
  }

  function lookAtTime(): void {
    isTimeDue = true;
    update();
    planTime();
  }

  const stopListening = table.subscribeChanges((rows) => {
    for (const row of rows) changed.add(row);
    if (timer !== undefined) return;
    // Nothing is aimed at in an empty view: its first rows come at once.
    const waitMs = shown.length === 0 ? 0 : updatedAtMs + updateIntervalMs - performance.now();
    if (waitMs <= 0) update();
    else timer = setTimeout(update, waitMs);
  });
  // What is shown, or would be at the next move, must not become somebody else in its place.
  const stopGuarding = table.guardRelease((row) => isShown[row] === 1 || standing[row] === standings.in);
  update();

  return {
    order: () => shown,
    matching: listMatching,
    matchingInGroup: listMatchingInGroup,
    entries: () => entries,
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size === 1) planTime(0);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) planTime();
      };
    },
    sort: () => sort,
    setSort(next) {
      sort = next;
      applyAnew();
    },
    setSortTypes(typeOf) {
      sortTypeOf = typeOf;
      applyAnew();
    },
    group: () => group,
    setGroup(next) {
      // What is collapsed stays so while only the direction changes.
      if (next?.column !== group?.column) groups = next && createRowGroups();
      group = next;
      listEntries();
      applyAnew();
    },
    groupHead: (entry) => groups?.head(entry),
    groupRows: (entry) => groups?.rows(entry, shown) ?? noRows,
    groupOf(row) {
      const index = shown.indexOf(row);
      return index === -1 ? undefined : groups?.at(index);
    },
    setCollapsed(entry, isCollapsed) {
      askedCount++;
      groups?.setCollapsed(entry, isCollapsed);
      listEntries();
      tell();
    },
    setAllCollapsed(isCollapsed) {
      askedCount++;
      groups?.setAllCollapsed(isCollapsed);
      listEntries();
      tell();
    },
    filter: matcher.filter,
    setFilter(filter) {
      matcher.setFilter(filter);
      planTime();
      applyAnew();
    },
    prepareFilter(next, onReady) {
      if (!next?.columns.has(shownTextColumn)) {
        onReady();
        return () => undefined;
      }
      const prepare = (row: RowNumber): void => {
        if (table.has(row)) matcher.prepare(row, next, now());
      };
      return runSlices(table.rows(), prepare, onReady, 1);
    },
    settleFilter(filter) {
      matcher.setFilter(filter);
      planTime();
      isRebuildDue = true;
      if (holds.size === 0) applyNow();
      else update();
    },
    freeze(reason) {
      const hold = Symbol(reason);
      holds.add(hold);
      return () => {
        if (holds.delete(hold) && holds.size === 0) applyNow();
      };
    },
    isFrozen: () => holds.size > 0,
    pendingMoves: () => moves,
    isDeparting: (row) => standing[row] !== standings.in,
    departures: () => departures,
    applyOrder() {
      askedCount++;
      applyNow();
    },
    asked: () => askedCount,
    dispose() {
      stopListening();
      stopGuarding();
      clearTimeout(timer);
      clearTimeout(timeTimer);
      listeners.clear();
    },
  };
}
