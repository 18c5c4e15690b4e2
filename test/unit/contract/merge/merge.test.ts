import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeThreeWay } from '#contract/merge';

const anyObject = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd.e', '__proto__', ''), fc.jsonValue(), { maxKeys: 5 });
const anyObjectText = anyObject.map((value) => JSON.stringify(value));
const anyText = fc.oneof(anyObjectText, fc.string());

describe('texts', () => {
  test('where only one side changed it is taken as it is, to the character', () => {
    fc.assert(
      fc.property(anyText, anyText, (base, changed) => {
        expect(mergeThreeWay(base, base, changed)).toEqual({ isMerged: true, text: changed });
        expect(mergeThreeWay(base, changed, base)).toEqual({ isMerged: true, text: changed });
        expect(mergeThreeWay(base, changed, changed)).toEqual({ isMerged: true, text: changed });
      }),
    );
  });

  test('that are no JSON objects are not merged', () => {
    for (const [base, mine, theirs] of [
      ['a', 'b', 'c'],
      ['[1]', '[1,2]', '[1,3]'],
      ['{"a":1}', '{"a":', '{"a":2}'],
      ['null', '{"a":1}', '{"b":1}'],
    ] as const) {
      expect(mergeThreeWay(base, mine, theirs)).toEqual({ isMerged: false, paths: [] });
    }
  });
});

describe('JSON objects', () => {
  test('are merged by path', () => {
    const merge = mergeThreeWay(
      '{"profile":{"team":"red","seat":1},"old":true}',
      '{"profile":{"team":"blue","seat":1},"old":true,"mine":1}',
      '{"profile":{"team":"red","seat":2},"theirs":[1]}',
    );
    expect(merge.isMerged && JSON.parse(merge.text)).toEqual({
      profile: { team: 'blue', seat: 2 },
      mine: 1,
      theirs: [1],
    });
  });

  test('name each path that both changed differently', () => {
    expect(
      mergeThreeWay(
        '{"a":{"x":1,"y.z":1},"b":1,"c":[1]}',
        '{"a":{"x":2,"y.z":2},"b":1,"c":[2]}',
        '{"a":{"x":3,"y.z":3},"b":2,"c":[3]}',
      ),
    ).toEqual({ isMerged: false, paths: ['a.x', 'a["y.z"]', 'c'] });
  });

  test('deleted by one and changed by the other is a conflict', () => {
    expect(mergeThreeWay('{"a":1,"b":1}', '{"b":1}', '{"a":2,"b":1}')).toEqual({ isMerged: false, paths: ['a'] });
  });

  test('that both added differ by path too', () => {
    expect(mergeThreeWay('{}', '{"a":{"x":1}}', '{"a":{"y":2}}')).toEqual({
      isMerged: true,
      text: '{"a":{"x":1,"y":2}}',
    });
  });

  test('keep the layout of mine', () => {
    expect(mergeThreeWay('{"a":1,"b":1}', '{\n    "a": 2,\n    "b": 1\n}', '{"a":1,"b":2}')).toEqual({
      isMerged: true,
      text: '{\n    "a": 2,\n    "b": 2\n}',
    });
  });

  test('with numbers that would come out rounded are left alone', () => {
    expect(mergeThreeWay('{"id":12345678901234567890}', '{"id":12345678901234567890,"a":1}', '{"id":1}')).toEqual({
      isMerged: false,
      paths: [],
    });
  });

  test('a key called __proto__ is a key like others', () => {
    const merge = mergeThreeWay('{}', '{"__proto__":{"x":1}}', '{"__proto__":{"y":1}}');
    expect(merge.isMerged && merge.text).toBe('{"__proto__":{"x":1,"y":1}}');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  test('give the same whoever is called mine', () => {
    fc.assert(
      fc.property(anyObjectText, anyObjectText, anyObjectText, (base, mine, theirs) => {
        const [one, other] = [mergeThreeWay(base, mine, theirs), mergeThreeWay(base, theirs, mine)];
        expect(one.isMerged).toBe(other.isMerged);
        if (one.isMerged && other.isMerged) expect(JSON.parse(one.text)).toEqual(JSON.parse(other.text));
        if (!one.isMerged && !other.isMerged) expect(one.paths.toSorted()).toEqual(other.paths.toSorted());
      }),
    );
  });

  test('changed in different members always merge, with both changes in them', () => {
    const member = fc.jsonValue().filter((value) => value !== null);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.boolean()), member, member, (base, my, their) => {
        const merge = mergeThreeWay(
          JSON.stringify(base),
          JSON.stringify({ ...base, mine: my }),
          JSON.stringify({ ...base, theirs: their }),
        );
        expect(merge.isMerged && JSON.parse(merge.text)).toEqual(
          JSON.parse(JSON.stringify({ ...base, mine: my, theirs: their })),
        );
      }),
    );
  });
});
