/** What a metadata text is: empty, JSON, plain text, or something that was meant to be JSON and is not. */
import { parser } from '@lezer/json';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

export type DecodedMetadata =
  | { kind: 'empty' }
  | { kind: 'json'; value: JsonValue }
  | { kind: 'text' }
  | { kind: 'malformed'; reason: string; offset: number };

/** Decodes a metadata text. Only texts that begin like an object or an array can be malformed JSON; others are text. */
export function decodeMetadata(text: string): DecodedMetadata {
  if (text === '') return { kind: 'empty' };
  try {
    return { kind: 'json', value: JSON.parse(text) as JsonValue };
  } catch {
    if (!/^\s*[[{]/.test(text)) return { kind: 'text' };
    return { kind: 'malformed', ...describeJsonError(text) };
  }
}

/** Where and why a text is not JSON; undefined if it is, or if it is empty. */
export function findJsonError(text: string): { reason: string; offset: number } | undefined {
  if (text.trim() === '') return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return describeJsonError(text);
  }
}

/** V8 names the place of an error only sometimes, so the first error node of a JSON syntax tree is taken. */
function describeJsonError(text: string): { reason: string; offset: number } {
  let offset = text.length;
  parser.parse(text).iterate({
    enter(node) {
      if (node.type.isError && node.from < offset) offset = node.from;
      return node.from < offset;
    },
  });
  const line = text.slice(0, offset).split('\n').length;
  const found = text.slice(offset).trimStart()[0];
  const reason = found === undefined ? 'ends too early' : `unexpected ${JSON.stringify(found)}`;
  return { reason: `${reason} (line ${line})`, offset };
}
