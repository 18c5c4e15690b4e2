/** What stands in one cell of any table: `undefined` is unknown, `null` is nothing to know, an empty text is known to be empty. */
export type CellValue = string | number | boolean | null | undefined;
