/**
 * Finds in the palette: fuzzy, ranked, with what matched. Pure; bounded in every direction, because a room of thousands is
 * searched at each key press.
 */
import uFuzzy from '@leeoniya/ufuzzy';

export const paletteSections = ['Do', 'People', 'Rooms', 'Servers'] as const;
export type PaletteSection = (typeof paletteSections)[number];

export interface PaletteItem {
  /** Unique over all sections; what was used lately is known by it. */
  id: string;
  section: PaletteSection;
  /** May carry names from a room, as all texts here. */
  label: string;
  detail?: string;
  /** Where it is, at the end of the row. */
  place?: string;
  keys?: string;
  offReason?: string | undefined;
  run: () => void;
}

export interface PaletteRow {
  item: PaletteItem;
  /** What matched, as ranges `[from, to, from, to …]` of the label and of the detail. */
  labelMarks: readonly number[];
  detailMarks: readonly number[];
}

export interface PaletteGroup {
  title: PaletteSection | 'Recent';
  rows: readonly PaletteRow[];
  matched: number;
  total: number;
}

/** Items with the texts that are searched. */
export interface PaletteIndex {
  section: PaletteSection;
  items: readonly PaletteItem[];
  texts: string[];
}

const maxQueryCharacters = 100;
const maxDetailCharacters = 200;
const maxRecent = 5;
/** Rows of each section among others; a section that was asked for alone gets them all. */
const rowsPerSection: Record<PaletteSection, number> = { Do: 14, People: 16, Rooms: 12, Servers: 8 };
const rowsAlone = 50;
/** Beyond so many matches none is ranked: the query says too little to tell them apart. */
const maxRanked = 1_000;
const maxPermutedTerms = 3;

/** Names are of every script, so letters are what Unicode calls letters. */
const fuzzy = new uFuzzy({
  unicode: true,
  interSplit: "[^\\p{L}\\d']+",
  intraSplit: '\\p{Ll}\\p{Lu}',
  intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
  intraChars: "[\\p{L}\\d']",
  intraContr: "'\\p{L}{1,2}\\b",
  intraIns: 1,
});

const prefixes: Record<string, PaletteSection> = { '>': 'Do', '@': 'People', '#': 'Rooms' };

export function createPaletteIndex(section: PaletteSection, items: readonly PaletteItem[]): PaletteIndex {
  const texts = items.map(({ label, detail = '' }) => `${label} ${detail.slice(0, maxDetailCharacters)}`);
  return { section, items, texts };
}

/** `>` asks for verbs only, `@` for people, `#` for rooms; the rest is what is looked for. */
export function readPaletteQuery(query: string): { section: PaletteSection | undefined; text: string } {
  const section = prefixes[query[0] ?? ''];
  // To the library quotes and a leading minus are an operator; here they are signs like others.
  const text = (section ? query.slice(1) : query)
    .slice(0, maxQueryCharacters)
    .replace(/"|(?<=^|\s)-(?=\S)/g, ' ')
    .trim();
  return { section, text };
}

/**
 * The groups to show, the best first. Without a text what was used lately comes first; `recentIds` has the newest first.
 * What is off comes after what can be done.
 */
export function searchPalette(
  indexes: readonly PaletteIndex[],
  query: string,
  recentIds: readonly string[] = [],
): PaletteGroup[] {
  const { section, text } = readPaletteQuery(query);
  const searched = section ? indexes.filter((index) => index.section === section) : indexes;
  if (text === '') return listUnsearched(searched, section !== undefined, recentIds);
  return searched
    .map((index) => searchIndex(index, text, section ? rowsAlone : rowsPerSection[index.section]))
    .filter(({ group }) => group.rows.length > 0)
    .toSorted((one, other) => other.score - one.score)
    .map(({ group }) => group);
}

function listUnsearched(indexes: readonly PaletteIndex[], isAlone: boolean, recentIds: readonly string[]) {
  const groups = indexes.map((index): PaletteGroup => {
    const items = sortOffLast(index.items).slice(0, isAlone ? rowsAlone : rowsPerSection[index.section]);
    return { title: index.section, rows: items.map(unmarked), matched: index.items.length, total: index.items.length };
  });
  const recent = recentIds
    .map((id) => findItem(indexes, id))
    .filter((item) => item !== undefined && item.offReason === undefined)
    .slice(0, maxRecent) as PaletteItem[];
  if (recent.length === 0) return groups.filter(({ rows }) => rows.length > 0);
  const shown = new Set(recent);
  return [
    { title: 'Recent' as const, rows: recent.map(unmarked), matched: recent.length, total: recent.length },
    ...groups.map((group) => ({ ...group, rows: group.rows.filter(({ item }) => !shown.has(item)) })),
  ].filter(({ rows }) => rows.length > 0);
}

function findItem(indexes: readonly PaletteIndex[], id: string): PaletteItem | undefined {
  for (const { items } of indexes) {
    const found = items.find((item) => item.id === id);
    if (found) return found;
  }
  return undefined;
}

function searchIndex(index: PaletteIndex, text: string, maxRows: number): { group: PaletteGroup; score: number } {
  const found = findMatches(index.texts, text);
  const ordered = sortOffLast(found.map((position) => ({ position, ...(index.items[position] as PaletteItem) })));
  const shown = ordered.slice(0, maxRows).map(({ position }) => position);
  const marks = markMatches(index.texts, shown, text);
  const rows = shown.map((position): PaletteRow => {
    const item = index.items[position] as PaletteItem;
    return { item, ...splitMarks(marks.get(position) ?? [], item.label.length) };
  });
  const group = { title: index.section, rows, matched: found.length, total: index.items.length };
  return { group, score: Math.max(0, ...rows.slice(0, 1).map(scoreRow)) };
}

/** Positions of what matches, the best first. */
function findMatches(texts: string[], text: string): readonly number[] {
  if (!hasWords(text)) return texts.flatMap((candidate, position) => (candidate.includes(text) ? [position] : []));
  const [positions, info, order] = fuzzy.search(texts, text, maxPermutedTerms, maxRanked);
  if (info && order) return order.map((place) => info.idx[place] as number);
  return positions ?? [];
}

/** Which letters matched; where the terms are in another order than in the text, each is marked for itself. */
function markMatches(texts: string[], positions: readonly number[], text: string): Map<number, number[]> {
  const marks = new Map<number, number[]>();
  if (!hasWords(text)) return marks;
  function mark(needle: string, wanted: readonly number[]): void {
    // What is to be told about must have been filtered by the same needle.
    const matching = fuzzy.filter(texts, needle, [...wanted]);
    if (!matching || matching.length === 0) return;
    const { idx, ranges } = fuzzy.info(matching, texts, needle);
    idx.forEach((position, place) =>
      marks.set(position, joinRanges([...(marks.get(position) ?? []), ...(ranges[place] ?? [])])),
    );
  }
  mark(text, positions);
  const others = positions.filter((position) => !marks.has(position));
  for (const term of others.length > 0 ? fuzzy.split(text) : []) mark(term, others);
  return marks;
}

/** The library looks for letters and digits only. */
function hasWords(text: string): boolean {
  return /[\p{L}\d]/u.test(text);
}

function joinRanges(ranges: readonly number[]): number[] {
  const pairs: [number, number][] = [];
  for (let place = 0; place + 1 < ranges.length; place += 2) {
    pairs.push([ranges[place] as number, ranges[place + 1] as number]);
  }
  const joined: number[] = [];
  for (const [from, to] of pairs.toSorted((one, other) => one[0] - other[0])) {
    const end = joined.at(-1);
    if (end !== undefined && from <= end) joined[joined.length - 1] = Math.max(end, to);
    else joined.push(from, to);
  }
  return joined;
}

/** The texts are label, a space, detail. */
function splitMarks(ranges: readonly number[], labelLength: number): Pick<PaletteRow, 'labelMarks' | 'detailMarks'> {
  const labelMarks: number[] = [];
  const detailMarks: number[] = [];
  for (let place = 0; place + 1 < ranges.length; place += 2) {
    const from = ranges[place] as number;
    const to = ranges[place + 1] as number;
    if (from < labelLength) labelMarks.push(from, Math.min(to, labelLength));
    if (to > labelLength + 1) detailMarks.push(Math.max(from - labelLength - 1, 0), to - labelLength - 1);
  }
  return { labelMarks, detailMarks };
}

/** How sure a section is of its best row: its label begins with what was typed, has it, or only its detail does. */
function scoreRow({ item, labelMarks }: PaletteRow): number {
  if (item.offReason !== undefined || labelMarks.length === 0) return 0;
  return labelMarks[0] === 0 ? 2 : 1;
}

function sortOffLast<Item extends Pick<PaletteItem, 'offReason'>>(items: readonly Item[]): Item[] {
  return [
    ...items.filter(({ offReason }) => offReason === undefined),
    ...items.filter(({ offReason }) => offReason !== undefined),
  ];
}

function unmarked(item: PaletteItem): PaletteRow {
  return { item, labelMarks: [], detailMarks: [] };
}
