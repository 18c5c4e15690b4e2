/**
 * Where a text stops being JSON. In one pass without recursion: a hostile text of half a megabyte of brackets must not hold
 * up the page, as the recovery of an editor's parser would.
 */

const space = /[ \t\r\n]*/y;
const text = /"(?:[^"\\\p{Cc}]|[\u007F-\u009F]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/uy;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** What may come next. `first`: a value or key, or the end of what was just opened. */
type Expected = 'value' | 'first' | 'key' | 'colon' | 'more' | 'nothing';

/** Offset of the first fault, in UTF-16 units; the text's length where it ends too early; undefined where there is none. */
export function findJsonFault(json: string): number | undefined {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;

  function skip(pattern: RegExp): boolean {
    pattern.lastIndex = at;
    if (!pattern.test(json)) return false;
    at = pattern.lastIndex;
    return true;
  }

  /** After a value or a closing bracket. */
  function whatFollows(): Expected {
    return open.length === 0 ? 'nothing' : 'more';
  }

  for (;;) {
    skip(space);
    const found = json[at];
    if (found === undefined) return expected === 'nothing' ? undefined : json.length;
    const inside = open.at(-1);
    const closing = inside === '{' ? '}' : inside === '[' ? ']' : undefined;
    if (found === closing && (expected === 'first' || expected === 'more')) {
      open.pop();
      at++;
      expected = whatFollows();
    } else if (expected === 'more' && found === ',') {
      at++;
      expected = inside === '{' ? 'key' : 'value';
    } else if (expected === 'colon' && found === ':') {
      at++;
      expected = 'value';
    } else if (expected === 'key' || (expected === 'first' && inside === '{')) {
      if (!skip(text)) return at;
      expected = 'colon';
    } else if (expected === 'value' || expected === 'first') {
      if (found === '{' || found === '[') {
        open.push(found);
        at++;
        expected = 'first';
      } else if (skip(text) || skip(scalar)) expected = whatFollows();
      else return at;
    } else return at;
  }
}
