/** How rows of events speak of a text that changed: by what changed in it, in one line. The whole texts stand beside it. */

/** Longer texts are not taken apart; their beginnings are shown. */
const parsedCharacters = 20_000;
const shownCharacters = 60;
const shownKeys = 4;

/** `seat "B-14" → "C-01"` for JSON objects, `“old” → “new”` for other texts; `empty` where there is none. */
export function sayTextChange(before: string, after: string): string {
  const [was, is] = [readObject(before), readObject(after)];
  if (!was || !is) return `${quote(before)} → ${quote(after)}`;
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const changed = keys.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
  if (changed.length === 0) return 'the same values, written otherwise';
  const said = changed.slice(0, shownKeys).map((key) => `${key} ${write(was[key])} → ${write(is[key])}`);
  return [...said, ...(changed.length > shownKeys ? [`and ${changed.length - shownKeys} more`] : [])].join(', ');
}

function readObject(text: string): Record<string, unknown> | undefined {
  if (text.length > parsedCharacters || !text.trimStart().startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function write(value: unknown): string {
  return value === undefined ? 'nothing' : cut(JSON.stringify(value));
}

function quote(text: string): string {
  return text === '' ? 'empty' : `“${cut(text)}”`;
}

function cut(text: string): string {
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters - 1)}…` : text;
}
