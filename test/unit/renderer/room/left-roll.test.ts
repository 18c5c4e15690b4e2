import { expect, it } from 'vitest';
import { createLeftRoll } from '#renderer/room/left-roll.ts';
import { makeFacts } from './facts.ts';

it('drops who left first when there are too many, not who came back meanwhile', () => {
  const roll = createLeftRoll({ people: 2, characters: 1_000 });
  expect(roll.add(makeFacts('a'))).toEqual([]);
  expect(roll.add(makeFacts('b'))).toEqual([]);
  roll.remove('a');
  expect(roll.add(makeFacts('c'))).toEqual([]);
  expect(roll.add(makeFacts('d'))).toEqual(['b']);
});

it('drops as many as what they carry needs; who has just left stays', () => {
  const roll = createLeftRoll({ people: 10, characters: 100 });
  const carry = (identity: string, characters: number) => makeFacts(identity, { metadata: 'x'.repeat(characters) });
  roll.add(carry('a', 40));
  roll.add(carry('b', 40));
  expect(roll.add(carry('c', 90))).toEqual(['a', 'b']);
  expect(roll.add(carry('d', 5_000))).toEqual(['c']);
  expect(roll.add(makeFacts('e', { attributes: { key: 'value' } }))).toEqual(['d']);
});
