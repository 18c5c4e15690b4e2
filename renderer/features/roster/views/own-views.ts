/** What can be done to the list of a server's own views. Every change makes a new list. Pure. */
import { preferenceLimits as limits, type RosterView } from '#contract/domain/roster-preferences';
import { builtInViews } from './built-in-views.ts';

type Views = readonly RosterView[];

/** Digits that choose a view; 0 is for everybody. */
export const viewKeys = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** Every view there is. A key that is given to an own view is taken from the built-in one that has it by itself. */
export function listViews(own: Views): RosterView[] {
  const taken = new Set(own.map(({ key }) => key));
  return [
    ...builtInViews.map((view) => (view.key !== undefined && taken.has(view.key) ? { ...view, key: undefined } : view)),
    ...own,
  ];
}

/** The view that a key chooses. */
export function findByKey(own: Views, key: number): RosterView | undefined {
  return listViews(own).find((view) => view.key === key);
}

/** Puts a view in the place of the one with its id, or last. Its key is taken from who has it. */
export function putView(own: Views, view: RosterView): RosterView[] {
  const others = own.map((other) =>
    view.key !== undefined && other.key === view.key ? { ...other, key: undefined } : other,
  );
  const at = others.findIndex(({ id }) => id === view.id);
  return at === -1 ? [...others, view] : others.with(at, view);
}

/** @param steps below 0 towards the front */
export function moveView(own: Views, id: string, steps: number): RosterView[] {
  const at = own.findIndex((view) => view.id === id);
  const view = own[at];
  if (!view) return [...own];
  const to = Math.max(0, Math.min(own.length - 1, at + steps));
  return own.toSpliced(at, 1).toSpliced(to, 0, view);
}

export function removeView(own: Views, id: string): RosterView[] {
  return own.filter((view) => view.id !== id);
}

/** Puts a view that was removed back where it was, with its key if that is still free. */
export function restoreView(own: Views, view: RosterView, at: number): RosterView[] {
  const isKeyFree = !own.some(({ key }) => key === view.key);
  return own.toSpliced(at, 0, isKeyFree ? view : { ...view, key: undefined });
}

/** The own view of a name, however it is written. */
export function findByName(own: Views, name: string): RosterView | undefined {
  const wanted = foldName(name);
  return own.find((view) => foldName(view.name) === wanted);
}

/** Why a view cannot have this name; undefined if it can. Names of own views are asked about, not refused. */
export function explainNameOff(name: string): string | undefined {
  const wanted = foldName(name);
  if (wanted === '') return 'A view needs a name.';
  if (name.trim().length > limits.nameCharacters) return `A name has at most ${limits.nameCharacters} characters.`;
  const builtIn = builtInViews.find((view) => foldName(view.name) === wanted);
  return builtIn && `${builtIn.name} is a view that is always there. Choose another name.`;
}

/** `Stage`, or `Stage (2)` where that is taken. */
export function numberName(own: Views, name: string): string {
  if (!isTaken(own, name)) return name;
  for (let number = 2; ; number++) {
    const ending = ` (${number})`;
    const numbered = `${name.slice(0, limits.nameCharacters - ending.length)}${ending}`;
    if (!isTaken(own, numbered)) return numbered;
  }
}

function isTaken(own: Views, name: string): boolean {
  const wanted = foldName(name);
  return [...builtInViews, ...own].some((view) => foldName(view.name) === wanted);
}

function foldName(name: string): string {
  return name.trim().toLowerCase();
}

/** What is done with an imported view whose name is taken. */
export type Clash = 'both' | 'replace' | 'skip';

export interface Imported {
  views: RosterView[];
  /** How many of the imported ones are among them. */
  count: number;
}

/** Takes views in, in their order. Keys that are taken are not taken over. @param makeId a new id at each call */
export function importViews(
  own: Views,
  imported: readonly Omit<RosterView, 'id'>[],
  clashOf: (name: string) => Clash,
  makeId: () => string,
): Imported {
  let views = [...own];
  let count = 0;
  for (const view of imported) {
    const known = findByName(own, view.name);
    const clash = known || isTaken(own, view.name) ? clashOf(view.name) : 'both';
    if (clash === 'skip') continue;
    count++;
    const key = views.some((other) => other.key === view.key) ? undefined : view.key;
    if (clash === 'replace' && known) views = putView(views, { ...view, id: known.id, key: known.key ?? key });
    else views.push({ ...view, id: makeId(), name: numberName(views, view.name), key });
  }
  return { views, count };
}
