import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findFreeName,
  findNode,
  insertMember,
  isJsonNumber,
  isNameTaken,
  parseJsonNodes,
  removeMember,
  renameMember,
  replaceValue,
  swapMembers,
  type JsonNode,
} from '#renderer/lib/json-cst.ts';

function parse(text: string): JsonNode {
  const root = parseJsonNodes(text);
  if (!root) throw new Error(`no JSON: ${text}`);
  return root;
}

const odd = '{ "a": 1.0, "id": 9007199254740993 ,\n "a": 1e3, "list": [1, {"b": "\\u00e9"} ] }';

describe('an edit of JSON text', () => {
  it('of a value leaves order, spelling, blanks and duplicate keys as they are', () => {
    const node = findNode(parse(odd), [3, 1, 0]);
    if (!node) throw new Error('not found');
    expect(replaceValue(odd, node, 'true')).toBe(odd.replace('"\\u00e9"', 'true'));
  });

  it('tells duplicate keys apart by their position', () => {
    const root = parse(odd);
    expect(root.children.map(({ key }) => key?.name)).toEqual(['a', 'id', 'a', 'list']);
    expect(removeMember(odd, root, 2)).toBe(odd.replace('"a": 1e3, ', ''));
    const second = root.children[2];
    if (!second) throw new Error('not found');
    expect(renameMember(odd, second, 'z"')).toBe(odd.replace('"a": 1e3', '"z\\"": 1e3'));
    expect([isNameTaken(root, 'a', 0), isNameTaken(root, 'id', 1)]).toEqual([true, false]);
  });

  it.each([
    ['{"a":1,"b":2}', 0, '{"b":2}'],
    ['{"a":1,"b":2}', 1, '{"a":1}'],
    ['{ "a": 1 }', 0, '{}'],
    ['[1, 2, 3]', 1, '[1, 3]'],
    ['[1, 2, 3]', 2, '[1, 2]'],
    ['[\n  1,\n  2\n]', 1, '[\n  1\n]'],
  ])('takes out of %s the member %i', (text, position, expected) => {
    expect(removeMember(text, parse(text), position)).toBe(expected);
  });

  it.each([
    ['{}', 0, '{"new":null}'],
    ['{"a":1}', 1, '{"a":1,"new":null}'],
    ['{"a": 1, "b": 2}', 1, '{"a": 1, "new": null, "b": 2}'],
    ['{\n  "a": 1\n}', 1, '{\n  "a": 1,\n  "new": null\n}'],
    ['[1, 2]', 0, '[null, 1, 2]'],
    ['[]', 0, '[null]'],
  ])('puts into %s at %i', (text, position, expected) => {
    const root = parse(text);
    expect(insertMember(text, root, position, 'null', findFreeName(root))).toBe(expected);
  });

  it('exchanges neighbours and nothing between them', () => {
    expect(swapMembers('[1.0 ,  "x", 3]', parse('[1.0 ,  "x", 3]'), 0)).toBe('["x" ,  1.0, 3]');
    expect(swapMembers('{"a":1, "b":2}', parse('{"a":1, "b":2}'), 0)).toBe('{"b":2, "a":1}');
  });

  it('of any JSON keeps every other member', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), fc.nat(), fc.boolean(), (list, seed, isPretty) => {
        const text = JSON.stringify(list, null, isPretty ? 2 : 0);
        const position = seed % list.length;
        const plain = JSON.parse(text) as unknown[];
        const without = plain.filter((_, index) => index !== position);
        expect(JSON.parse(removeMember(text, parse(text), position))).toEqual(without);
        const inserted = JSON.parse(insertMember(text, parse(text), position, '"new"', undefined)) as unknown;
        expect(inserted).toEqual(plain.toSpliced(position, 0, 'new'));
      }),
    );
  });

  it('knows what is no JSON, and numbers as JSON spells them', () => {
    expect(parseJsonNodes('{"a":')).toBeUndefined();
    expect(parseJsonNodes('hello')).toBeUndefined();
    expect(['1.0', '1e3', '-0', '12345678901234567890', '01', '.5', '+1', 'NaN', ''].map(isJsonNumber)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('reaches any of 10,000 members', () => {
    const text = JSON.stringify(
      Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`key${n}`, 'x'.repeat(36)])),
    );
    const root = parse(text);
    expect(removeMember(text, root, 5_000).length).toBeLessThan(text.length);
    expect(root.children).toHaveLength(10_000);
  });

  it('survives nesting of any depth', () => {
    const text = '['.repeat(3_000) + ']'.repeat(3_000);
    expect(parse(text).children).toHaveLength(1);
  });
});
