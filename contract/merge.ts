/** Three-way merges of values that two people changed at once. Merges only what both changes leave possible, never guesses. */

export type MergeOutcome =
  | { isMerged: true; text: string }
  /** `paths` names what both changed differently; empty where the texts are not JSON objects. */
  | { isMerged: false; paths: string[] };

type Json = null | boolean | number | string | Json[] | JsonObject;
type JsonObject = { [key: string]: Json };

const plainKey = /^[A-Za-z0-9_-]+$/;

/**
 * Merges two texts that started from `base`. Where only one side changed, its text is taken as it is; where both did and
 * all three are JSON objects, they are merged by path. `mine` decides the layout.
 */
export function mergeThreeWay(base: string, mine: string, theirs: string): MergeOutcome {
  if (mine === theirs || theirs === base) return { isMerged: true, text: mine };
  if (mine === base) return { isMerged: true, text: theirs };
  const [baseObject, mineObject, theirObject] = [readObject(base), readObject(mine), readObject(theirs)];
  if (!baseObject || !mineObject || !theirObject) return { isMerged: false, paths: [] };
  const paths: string[] = [];
  const merged = mergeObjects(baseObject, mineObject, theirObject, '', paths);
  if (paths.length > 0) return { isMerged: false, paths };
  return { isMerged: true, text: JSON.stringify(merged, null, readIndent(mine)) };
}

function mergeObjects(
  base: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
  path: string,
  conflicts: string[],
): JsonObject {
  const merged: [string, Json][] = [];
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const [before, my, their] = [readOwn(base, key), readOwn(mine, key), readOwn(theirs, key)];
    const keyPath = joinPath(path, key);
    if (isSame(my, their) || isSame(their, before)) addValue(merged, key, my);
    else if (isSame(my, before)) addValue(merged, key, their);
    else if (isObject(my) && isObject(their) && (before === undefined || isObject(before))) {
      merged.push([key, mergeObjects(before ?? {}, my, their, keyPath, conflicts)]);
    } else conflicts.push(keyPath);
  }
  // fromEntries and not assignment, for a key may be called __proto__.
  return Object.fromEntries(merged);
}

function addValue(entries: [string, Json][], key: string, value: Json | undefined): void {
  if (value !== undefined) entries.push([key, value]);
}

function readOwn<Value>(values: Record<string, Value>, key: string): Value | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}

/** JSON.parse with the text of each number, which the library's types do not know yet. */
const parseJson = JSON.parse as (
  text: string,
  revive: (key: string, member: Json, context: { source?: string }) => Json,
) => Json;

/** The object in a JSON text; undefined for anything else and for numbers that would not survive being read. */
function readObject(text: string): JsonObject | undefined {
  let isLossy = false;
  try {
    const value = parseJson(text, (_key, member, { source = '' }) => {
      if (typeof member === 'number' && isRounded(member, source)) isLossy = true;
      return member;
    });
    return !isLossy && isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** An id of 19 digits would come out as another id: better not merged than wrong. */
function isRounded(value: number, source: string): boolean {
  if (String(value) === source) return false;
  const digits = source
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '');
  return digits.length > 15 || !Number.isFinite(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((member, index) => isSame(member, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
}

function joinPath(path: string, key: string): string {
  if (!plainKey.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** Spaces that a text indents with, as its first indented line tells; 0 for one without line breaks. */
function readIndent(text: string): number {
  return /\n( +)\S/.exec(text)?.[1]?.length ?? (text.includes('\n') ? 2 : 0);
}
