import { expect, test } from 'vitest';
import { describeRefusal } from '#renderer/room/join-failures.ts';

test('a refusal keeps the server\u2019s words and says what they mean', () => {
  const message = 'could not establish signal connection: 500 connection closed by media';
  const error = describeRefusal(message);
  expect(error.code).toBe('unavailable');
  expect(error.detail?.serverMessage).toBe(message);
  expect(error.detail?.likelyCause).toMatch(/room is full.*metadata or attributes/);
  expect(error.detail?.likelyCause).not.toContain('closed by media');
  expect(describeRefusal('could not establish pc connection').detail?.likelyCause).toMatch(/firewall/);
});

test('words that are not known are told as they are, without a guess', () => {
  expect(describeRefusal('teapot').detail).toEqual({ serverMessage: 'teapot' });
});
