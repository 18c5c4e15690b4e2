/** What a moderator keeps of one server's grids: columns, the roster's views and types, and what is masked when data leaves the window. */
import type { FieldType } from '#contract/fields';

/** A column that a view shows; what is not said is as the column comes. */
export interface ColumnChoice {
  /** Field name: `identity`, `attr.team`, `meta.a["b.c"]`. */
  name: string;
  /** CSS px at the usual text size. */
  widthPx?: number | undefined;
  pin?: 'start' | 'none' | 'end' | undefined;
  /** Not drawn; it keeps its place for when it is shown again. */
  isHidden?: boolean | undefined;
}

/** In a list of columns: the place of all attribute keys that the list does not name. Without it they are not shown. */
export const otherAttributes = 'attr.*';

export const sortDirections = ['ascending', 'descending'] as const;

export interface RosterSort {
  column: string;
  direction: (typeof sortDirections)[number];
}

/** Filter, columns, sort and group under one name. */
export interface RosterView {
  /** Unique among a server's views. */
  id: string;
  name: string;
  /** In the filter language; empty for everybody. */
  filter: string;
  /** In order of drawing; absent for the columns as they come. */
  columns?: readonly ColumnChoice[] | undefined;
  sort: readonly RosterSort[];
  group?: RosterSort | undefined;
  /** The digit that chooses it, 1 to 9; no two views of a server have the same. */
  key?: number | undefined;
}

/** What a view holds, without its name. */
export type ViewContent = Pick<RosterView, 'filter' | 'columns' | 'sort' | 'group'>;

/** What a room's roster showed last; who shows everybody as ever is not remembered. */
export interface RememberedRoom {
  room: string;
  /** Id of the view that was chosen. */
  view: string;
  /** What was shown, where it was another than the view's by then. */
  changed?: ViewContent | undefined;
}

/** As what the values of a column may be read, against what is in them. */
export const chosenTypes = ['text', 'number', 'time', 'boolean', 'enumeration'] as const satisfies readonly FieldType[];
export type ChosenType = (typeof chosenTypes)[number];

/** Grids beside the roster whose columns are remembered. */
export const gridNames = ['Rooms', 'Events', 'Requests', 'Dispatches', 'Data', 'Audit'] as const;
export type GridName = (typeof gridNames)[number];

export interface RosterPreferences {
  /** In the order in which they are listed. */
  views: readonly RosterView[];
  types: Readonly<Record<string, ChosenType>>;
  /** Field names whose values leave the window masked; `*` stands for any part: `attr.email`, `meta.contact.*`. */
  masks: readonly string[];
  /** The columns as they were last left, in order of drawing; absent for the columns as they come. */
  columns?: readonly ColumnChoice[] | undefined;
  /** In the filter language: whom a change of many leaves out unless ticked. Absent for nobody. */
  protected?: string | undefined;
  /** Identities under which the moderator is in rooms by other ways than this console; left out as well. */
  own?: readonly string[] | undefined;
  /** The same of the other grids. */
  grids?: Readonly<Partial<Record<GridName, readonly ColumnChoice[] | undefined>>> | undefined;
  /** A foot row sums the columns up. */
  hasTotals?: boolean | undefined;
  /** Last changed last. */
  rooms?: readonly RememberedRoom[] | undefined;
}

export const noPreferences: RosterPreferences = { views: [], types: {}, masks: [] };

/** Bounds of what is kept for one server. */
export const preferenceLimits = {
  views: 100,
  columns: 500,
  sortKeys: 8,
  types: 500,
  masks: 200,
  rooms: 100,
  nameCharacters: 80,
  fieldCharacters: 300,
  filterCharacters: 4_000,
  own: 50,
} as const;
