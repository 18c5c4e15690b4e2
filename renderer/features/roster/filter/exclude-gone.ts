/** Keeps who left some time ago out of what is shown, unless the filter asks for those who left. Pure. */
import { goneColumn } from '#contract/fields';
import type { CompiledFilter, FilterNode } from '#contract/filter/types';
import type { RowFilter } from '#renderer/table/types.ts';

/** Fields of which only who has left has something to tell. */
const leftFields: ReadonlySet<string> = new Set(['left', 'reason']);

const notGone: RowFilter = {
  columns: new Set([goneColumn]),
  dependsOnTime: false,
  test: (read) => read(goneColumn) !== true,
};

/** The filter of a list of people. @param filter as it is written, undefined for everybody */
export function excludeGone(tree: FilterNode, filter: CompiledFilter | undefined): RowFilter | undefined {
  if (asksForLeft(tree)) return filter;
  if (!filter) return notGone;
  return {
    columns: new Set([...filter.columns, goneColumn]),
    dependsOnTime: filter.dependsOnTime,
    test: (read, nowMs) => (read(goneColumn) === true ? false : filter.test(read, nowMs)),
  };
}

/** Whether a filter speaks of those who have left: `is:left`, `state:left`, `left<1h`, `reason:removed`. */
export function asksForLeft(tree: FilterNode): boolean {
  switch (tree.kind) {
    case 'and':
    case 'or':
      return tree.of.some(asksForLeft);
    case 'is':
      return tree.name === 'left';
    case 'bare':
    case 'has':
      return leftFields.has(tree.field);
    case 'compare':
      if (leftFields.has(tree.field)) return tree.sign !== '!=';
      return tree.field === 'state' && tree.sign !== '!=' && saysLeft(tree.pattern);
    // Who is not there any more is no answer to who has not left.
    case 'not':
    case 'words':
    case 'unknown':
      return false;
    default:
      return tree satisfies never;
  }
}

function saysLeft(pattern: Extract<FilterNode, { kind: 'compare' }>['pattern']): boolean {
  return pattern.kind === 'text' && pattern.text.toLowerCase() === 'left';
}
