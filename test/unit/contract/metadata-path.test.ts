import { expect, it } from 'vitest';
import {
  listPaths,
  nameMetadataField,
  pathLimits,
  readAtPath,
  readMetadataFieldName,
  type MetadataPath,
} from '#contract/metadata-path';

it.each<[MetadataPath, string]>([
  [['title'], 'meta.title'],
  [['a', 'b.c'], 'meta.a["b.c"]'],
  [['a b', 'c'], 'meta["a b"].c'],
  [['', '"]', '\\'], 'meta[""]["\\"]"]["\\\\"]'],
  [['__proto__'], 'meta.__proto__'],
])('%j is named %s, and back', (path, name) => {
  expect(nameMetadataField(path)).toBe(name);
  expect(readMetadataFieldName(name)).toEqual(path);
});

it.each(['meta', 'metadata', 'meta.', 'meta[1]', 'meta["a', 'meta["a"', 'attr.x', `meta.${'a'.repeat(400)}`])(
  'takes %s for no path',
  (name) => expect(readMetadataFieldName(name)).toBeUndefined(),
);

it('reads own keys alone, and nothing of a text', () => {
  const value: unknown = JSON.parse('{"a":{"b":[1]},"n":null,"__proto__":{"x":1}}');
  expect(readAtPath(value, ['a', 'b'])).toEqual([1]);
  expect(readAtPath(value, ['n'])).toBeNull();
  expect(readAtPath(value, ['toString'])).toBeUndefined();
  expect(readAtPath(value, ['__proto__', 'x'])).toBe(1);
  expect(readAtPath('text', ['length'])).toBeUndefined();
});

it('lists leaves, and not without end', () => {
  expect(listPaths({ title: 'A', seats: { a: 1, row: { b: 2 } }, list: [1] })).toEqual([
    { path: ['title'], value: 'A' },
    { path: ['list'], value: [1] },
    { path: ['seats', 'a'], value: 1 },
    { path: ['seats', 'row', 'b'], value: 2 },
  ]);
  const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`key${index}`, index]));
  expect(listPaths(wide)).toHaveLength(pathLimits.keysAnObject);
  const wider = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`key${index}`, wide]));
  expect(listPaths(wider)).toHaveLength(pathLimits.paths);
  let deep: unknown = 1;
  for (let depth = 0; depth < 5_000; depth++) deep = { a: deep };
  expect(listPaths(deep)).toEqual([]);
});
