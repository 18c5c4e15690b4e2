/**
 * Which columns are drawn, in which order, how wide and where they are held: what was chosen, over what a room offers. Every
 * change makes a new list of choices. Pure.
 */
import { otherAttributes, preferenceLimits as limits, type ColumnChoice } from '#contract/domain/roster-preferences';
import { readAttributeFieldName } from '#contract/fields';
import { readMetadataFieldName } from '#contract/metadata-path';
import type { GridColumn } from '#renderer/table/types.ts';

export type Pin = GridColumn['pin'];
export type Side = 'before' | 'after';

/** `undefined` stands for the columns as they come. */
export type Choices = readonly ColumnChoice[] | undefined;

/** What holds for the columns of one grid. */
export interface ColumnRules {
  /** Says what a row is: always there, always first. */
  rowName: string;
  /** After which column those come that appear by themselves. */
  lastBeforeOthers?: string;
  /** Makes a column that nobody offers: a path of metadata. */
  createColumn?: (name: string) => GridColumn | undefined;
}

/** More columns of metadata than anybody reads, and each is read for everybody. */
export const maxMetadataColumns = 40;
export const widthBoundsPx = { least: 24, most: 1_000 } as const;

/** The columns to draw. @param offered the fields and the attribute keys of the room, as they come */
export function drawColumns(choices: Choices, offered: readonly GridColumn[], rules: ColumnRules): GridColumn[] {
  const { rowName, createColumn } = rules;
  const named = new Set(choices?.map(({ name }) => name));
  const byName = new Map(offered.map((column) => [column.name, column]));
  const drawn = new Map<string, GridColumn>();
  let pathCount = 0;
  const draw = (column: GridColumn | undefined, choice?: ColumnChoice): void => {
    if (!column || drawn.has(column.name)) return;
    if (readMetadataFieldName(column.name) && ++pathCount > maxMetadataColumns) return;
    const isRowName = column.name === rowName;
    drawn.set(column.name, {
      ...column,
      widthPx: choice?.widthPx ?? column.widthPx,
      // What was made narrower stays so.
      ...(column.isGrowing && choice?.widthPx !== undefined ? { isGrowing: false } : {}),
      pin: isRowName ? 'start' : (choice?.pin ?? column.pin),
    });
  };
  draw(
    byName.get(rowName),
    choices?.find(({ name }) => name === rowName),
  );
  if (!choices) for (const column of offered) draw(column);
  for (const choice of choices ?? []) {
    if (choice.name === otherAttributes) {
      for (const column of offered) if (isAttribute(column.name) && !named.has(column.name)) draw(column);
    } else if (choice.isHidden !== true) {
      draw(byName.get(choice.name) ?? createColumn?.(choice.name), choice);
    }
  }
  return [...drawn.values()];
}

/** The same columns as a list of choices that names each of them. */
export function spellOutChoices(choices: Choices, offered: readonly GridColumn[], rules: ColumnRules): ColumnChoice[] {
  const begun = choices ?? listDefaultChoices(offered, rules);
  const named = new Set(begun.map(({ name }) => name));
  const others = offered.filter(
    ({ name }) => isAttribute(name) && !named.has(name) && name.length <= limits.fieldCharacters,
  );
  const all = begun.flatMap((choice) =>
    choice.name === otherAttributes ? [...others.map(({ name }) => ({ name })), choice] : [choice],
  );
  return all.some(({ name }) => name === rules.rowName) ? all : [{ name: rules.rowName }, ...all];
}

/** Puts a column beside another one, held where that one is, or is once there is room. */
export function moveColumn(
  choices: readonly ColumnChoice[],
  name: string,
  beside: GridColumn,
  side: Side,
): ColumnChoice[] {
  const moved = choices.find((choice) => choice.name === name);
  if (!moved || name === beside.name) return [...choices];
  const others = choices.filter((choice) => choice !== moved);
  const at = others.findIndex((choice) => choice.name === beside.name);
  if (at === -1) return [...choices];
  return others.toSpliced(side === 'before' ? at : at + 1, 0, { ...moved, pin: beside.wantedPin ?? beside.pin });
}

/** @param widthPx rounded and bounded */
export function resizeColumn(choices: readonly ColumnChoice[], name: string, widthPx: number): ColumnChoice[] {
  const bounded = Math.min(widthBoundsPx.most, Math.max(widthBoundsPx.least, Math.round(widthPx)));
  return changeChoice(choices, name, { widthPx: bounded });
}

export function pinColumn(choices: readonly ColumnChoice[], name: string, pin: Pin): ColumnChoice[] {
  return changeChoice(choices, name, { pin });
}

/** A path of metadata is forgotten; every other column keeps its place. */
export function hideColumn(choices: readonly ColumnChoice[], name: string): ColumnChoice[] {
  if (readMetadataFieldName(name)) return choices.filter((choice) => choice.name !== name);
  return changeChoice(choices, name, { isHidden: true });
}

/** Shows a column: where it was, or after those that come before it. */
export function showColumn(
  choices: readonly ColumnChoice[],
  name: string,
  offered: readonly GridColumn[],
  rules: ColumnRules,
): ColumnChoice[] {
  if (choices.some((choice) => choice.name === name)) return changeChoice(choices, name, { isHidden: undefined });
  return choices.toSpliced(findPlace(choices, name, offered, rules), 0, { name });
}

/** Whether attribute keys that nobody had before become columns by themselves. */
export function setOthersShown(
  choices: readonly ColumnChoice[],
  isShown: boolean,
  offered: readonly GridColumn[],
  rules: ColumnRules,
): ColumnChoice[] {
  const named = choices.filter(({ name }) => name !== otherAttributes);
  if (!isShown) return named;
  const last = named.findLastIndex(({ name }) => isAttribute(name));
  const at = last === -1 ? findPlace(named, otherAttributes, offered, rules) : last + 1;
  return named.toSpliced(at, 0, { name: otherAttributes });
}

export function areOthersShown(choices: Choices): boolean {
  return choices?.some(({ name }) => name === otherAttributes) ?? true;
}

/** Takes out what nobody here has until the list may be kept; what is drawn goes last. */
export function boundChoices(choices: readonly ColumnChoice[], offered: readonly GridColumn[]): ColumnChoice[] {
  let spare = choices.length - limits.columns;
  if (spare <= 0) return [...choices];
  const here = new Set(offered.map(({ name }) => name));
  const kept = choices.filter(({ name }) => !isAttribute(name) || here.has(name) || spare-- <= 0);
  return kept.slice(0, limits.columns);
}

export function isAttribute(name: string): boolean {
  return readAttributeFieldName(name) !== undefined;
}

function listDefaultChoices(offered: readonly GridColumn[], { lastBeforeOthers }: ColumnRules): ColumnChoice[] {
  return offered
    .filter(({ name }) => !isAttribute(name))
    .flatMap(({ name }) => (name === lastBeforeOthers ? [{ name }, { name: otherAttributes }] : [{ name }]));
}

function changeChoice(choices: readonly ColumnChoice[], name: string, change: Partial<ColumnChoice>): ColumnChoice[] {
  return choices.map((choice) => (choice.name === name ? { ...choice, ...change } : choice));
}

/** After the nearest of the columns that come before it by themselves. */
function findPlace(
  choices: readonly ColumnChoice[],
  name: string,
  offered: readonly GridColumn[],
  { lastBeforeOthers = name }: ColumnRules,
): number {
  const order = offered.map((column) => column.name);
  const isPath = readMetadataFieldName(name) !== undefined;
  const lastPath = choices.findLastIndex((choice) => readMetadataFieldName(choice.name) !== undefined);
  if (isPath && lastPath !== -1) return lastPath + 1;
  const like = isPath ? 'metadata' : name === otherAttributes ? lastBeforeOthers : name;
  const before = order.slice(0, order.indexOf(like) + (like === name ? 0 : 1)).reverse();
  const nearest = before.find((candidate) => choices.some((choice) => choice.name === candidate));
  return nearest === undefined
    ? Math.min(1, choices.length)
    : choices.findIndex((choice) => choice.name === nearest) + 1;
}
