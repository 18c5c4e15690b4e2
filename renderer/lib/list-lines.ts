/** Reads a field that takes one entry a line. */

/** Each line once, without white space around it; empty ones are none. */
export function listLines(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}
