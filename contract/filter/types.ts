/**
 * What the filter language hands out: a tree with places, a test in three truths, and errors for people. Pure: main's rules
 * and the renderer's lists use the same.
 */
import type { CellValue } from '#contract/cell-value';
import type { FieldType } from '#contract/fields';

/** Unknown stays unknown: it is never taken for true or for false. */
export type Truth = boolean | undefined;

/** Reads one row; a column that the row's table does not have is unknown. */
export type ReadCell = (column: string) => CellValue;

/**
 * Stands for everything that a row shows: bare words search it. A reader answers it with the texts of the row's cells in
 * lower case, one cell a line; whatever column changed, it did.
 */
export const shownTextColumn = '*';

export interface CompiledFilter {
  /** Columns that it reads (`contract/fields` names, or `shownTextColumn`): other changes leave the answer as it was. */
  readonly columns: ReadonlySet<string>;
  /** The answer for a row may change by time alone: it asks for ages. */
  readonly dependsOnTime: boolean;
  /** A row is shown where it is true. `nowMs`: epoch ms of this computer. */
  test(read: ReadCell, nowMs: number): Truth;
}

/** Where something stands in the text, in UTF-16 units. */
export interface Place {
  readonly at: number;
  readonly length: number;
}

export interface FilterError extends Place {
  /** A plain reason, one sentence without its full stop. */
  readonly message: string;
  /** What may stand in this place instead. */
  readonly suggestion?: string;
}

/** How a text is compared: whole or part, with gaps (`*`), or by a regular expression. Case never counts. */
export type Pattern =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'wildcard'; readonly text: string }
  | { readonly kind: 'expression'; readonly source: string };

export const comparisonSigns = [':', '=', '!=', '<', '<=', '>', '>='] as const;
export type ComparisonSign = (typeof comparisonSigns)[number];

/** The tree of a filter. `and` and `or` hold two parts at least (an empty filter is an `and` of none) and none of their own kind. */
export type FilterNode = Place &
  (
    | { readonly kind: 'and' | 'or'; readonly of: readonly FilterNode[] }
    | { readonly kind: 'not'; readonly of: FilterNode }
    | { readonly kind: 'words'; readonly pattern: Pattern }
    | { readonly kind: 'is'; readonly name: string }
    /** `bare` is a field alone: it is there and does not say no. */
    | { readonly kind: 'bare' | 'has' | 'unknown'; readonly field: string }
    | { readonly kind: 'compare'; readonly field: string; readonly sign: ComparisonSign; readonly pattern: Pattern }
  );

export type ParsedFilter =
  | { readonly ok: true; readonly filter: CompiledFilter; readonly ast: FilterNode }
  | { readonly ok: false; readonly errors: readonly FilterError[] };

export interface FilterField {
  readonly name: string;
  readonly type: FieldType;
  /** Column that is read, if it has another name. */
  readonly column?: string;
  /** Values of an enumeration, and further words for them. */
  readonly values?: readonly string[];
  readonly aliases?: Readonly<Record<string, string>>;
  /** The values stand in rising order, so that `<` and `>` mean something. */
  readonly isOrdered?: boolean;
}

/** A named question about a row: `is:speaking`. */
export interface FilterPredicate {
  /** What it means, for the list of completions. */
  readonly meaning: string;
  readonly columns: readonly string[];
  readonly dependsOnTime?: boolean;
  test(read: ReadCell, nowMs: number): Truth;
}

/** What can be asked of one kind of row. */
export interface FilterLanguage {
  readonly fields: ReadonlyMap<string, FilterField>;
  readonly predicates: ReadonlyMap<string, FilterPredicate>;
  /** Rows carry attributes and metadata: `attr.<key>`, `meta.<path>`. */
  readonly hasOwnKeys: { readonly attributes: boolean; readonly metadata: boolean };
}
