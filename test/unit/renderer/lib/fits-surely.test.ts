import { expect, test } from 'vitest';
import { fitsSurely } from '#renderer/lib/fits-surely.ts';

test('short plain texts fit, and wide letters count for more', () => {
  expect(fitsSurely('picked', 88, 13)).toBe(true);
  expect(fitsSurely('', 0, 13)).toBe(true);
  expect(fitsSurely('illilli', 88, 13)).toBe(true);
  expect(fitsSurely('WWWWWWW', 88, 13)).toBe(false);
  expect(fitsSurely('came by door 4', 88, 13)).toBe(false);
  expect(fitsSurely('picked', 88, 26)).toBe(false);
});

test('what is not plain is never said to fit', () => {
  expect(fitsSurely('Zoë', 88, 13)).toBe(false);
  expect(fitsSurely('\u202eab', 88, 13)).toBe(false);
  expect(fitsSurely('日本', 88, 13)).toBe(false);
  expect(fitsSurely('a\nb', 88, 13)).toBe(false);
});
