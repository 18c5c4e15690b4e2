/** A filter that looks into all words of a row, without the language. */
import { shownTextColumn } from '#contract/filter/types';
import type { RowFilter } from '#renderer/table/types.ts';

/** @param text in small letters */
export function filterWords(text: string): RowFilter {
  return {
    columns: new Set([shownTextColumn]),
    dependsOnTime: false,
    test: (read) => String(read(shownTextColumn)).includes(text),
  };
}
