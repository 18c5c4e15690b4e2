/** Makes the test of a tree: closures over the columns that they read. Three truths throughout. Pure. */
import type { CellValue } from '#contract/cell-value';
import { createComparison, isUnknownValue } from './compare-value.ts';
import { createTextTest } from './match-text.ts';
import { openField, type OpenField } from './open-field.ts';
import {
  shownTextColumn,
  type CompiledFilter,
  type FilterField,
  type FilterLanguage,
  type FilterNode,
  type Pattern,
  type Truth,
} from './types.ts';

type Test = CompiledFilter['test'];

/** @throws {RangeError} for a tree that the parser would not have made */
export function compileFilter(tree: FilterNode, language: FilterLanguage): CompiledFilter {
  const columns = new Set<string>();
  let dependsOnTime = false;

  function compile(node: FilterNode): Test {
    switch (node.kind) {
      case 'and':
      case 'or':
        return joinTests(node.of.map(compile), node.kind === 'or');
      case 'not': {
        const test = compile(node.of);
        return (read, nowMs) => negate(test(read, nowMs));
      }
      case 'words': {
        const made = createTextTest(node.pattern, 'line');
        if ('fault' in made) throw new RangeError(made.fault);
        columns.add(shownTextColumn);
        return (read) => made.test(String(read(shownTextColumn) ?? ''));
      }
      case 'is': {
        const predicate = language.predicates.get(node.name);
        if (!predicate) throw new RangeError(`is: does not know ${node.name}`);
        for (const column of predicate.columns) columns.add(column);
        dependsOnTime ||= predicate.dependsOnTime ?? false;
        return predicate.test;
      }
      case 'bare':
      case 'has': {
        const { field, read: readField } = open(node.field);
        const isThere = node.kind === 'has' ? hasValue : saysYes;
        return (read) => {
          const value = readField(read);
          return value === undefined ? undefined : isThere(value, field);
        };
      }
      case 'unknown': {
        const { field, read: readField } = open(node.field);
        return (read) => isUnknownValue(field, readField(read));
      }
      case 'compare': {
        const { field, read: readField, createNullReader } = open(node.field);
        const made = createComparison(field, node.sign, node.pattern);
        if ('fault' in made) throw new RangeError(made.fault);
        dependsOnTime ||= made.dependsOnTime;
        const test: Test = (read, nowMs) => made.test(readField(read), nowMs);
        const isNull = isWordNull(node.pattern) ? createNullReader?.() : undefined;
        if (!isNull) return test;
        const isEqual = node.sign !== '!=';
        return (read, nowMs) => (isNull(read) === true ? isEqual : test(read, nowMs));
      }
      default:
        return node satisfies never;
    }
  }

  function open(name: string): OpenField {
    const opened = openField(name, language);
    if (!opened) throw new RangeError(`there is no field ${name}`);
    columns.add(opened.column);
    return opened;
  }

  const test = compile(tree);
  return { columns, dependsOnTime, test };
}

/** As JSON writes it. The text “null” is written the same, and equal to it. */
function isWordNull(pattern: Pattern): boolean {
  return pattern.kind === 'text' && pattern.text.toLowerCase() === 'null';
}

function negate(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

/** One that decides is enough; else one unknown leaves all unknown. */
function joinTests(tests: readonly Test[], decides: boolean): Test {
  return (read, nowMs) => {
    let isUnknownSoFar = false;
    for (const test of tests) {
      const truth = test(read, nowMs);
      if (truth === decides) return decides;
      if (truth === undefined) isUnknownSoFar = true;
    }
    return isUnknownSoFar ? undefined : !decides;
  };
}

type KnownValue = Exclude<CellValue, undefined>;

/** A right or a switch that says no is nothing that one has. */
function hasValue(value: KnownValue, { type }: FilterField): boolean {
  if (value === null || value === '') return false;
  return type === 'right' || type === 'boolean' ? value !== 'cannot' && value !== false : true;
}

const noWords: ReadonlySet<string> = new Set(['no', 'false', 'off', '0', '']);

function saysYes(value: KnownValue, field: FilterField): boolean {
  if (!hasValue(value, field) || value === false || value === 0) return false;
  return typeof value !== 'string' || !noWords.has(value.trim().toLowerCase());
}
