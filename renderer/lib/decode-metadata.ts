/** What a metadata text is: empty, JSON, plain text, or something that was meant to be JSON and is not. */
import { ExactNumber, parseExactly, type JsonValue } from '#contract/exact-json';
import { findJsonFault } from './find-json-fault.ts';

export { ExactNumber, type JsonValue };

export type DecodedMetadata =
  | { kind: 'empty' }
  | { kind: 'json'; value: JsonValue }
  | { kind: 'text' }
  | { kind: 'malformed'; reason: string; offset: number };

/** Decodes a metadata text. Only texts that begin like an object or an array can be malformed JSON; others are text. */
export function decodeMetadata(text: string): DecodedMetadata {
  if (text === '') return { kind: 'empty' };
  try {
    return { kind: 'json', value: parseExactly(text) };
  } catch (error) {
    // Nested deeper than the engine can go, and than anybody could read as a tree: that is not malformed.
    if (error instanceof RangeError || !/^\s*[[{]/.test(text)) return { kind: 'text' };
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

/** V8 names the place of an error only sometimes. */
function describeJsonError(text: string): { reason: string; offset: number } {
  const offset = findJsonFault(text) ?? text.length;
  const line = text.slice(0, offset).split('\n').length;
  const found = text.slice(offset).trimStart()[0];
  const reason = found === undefined ? 'ends too early' : `unexpected ${JSON.stringify(found)}`;
  return { reason: `${reason} (line ${line})`, offset };
}
