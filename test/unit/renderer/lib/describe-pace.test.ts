import { expect, it } from 'vitest';
import { fail } from '#contract/result';
import { describeListTrouble } from '#renderer/lib/describe-pace.ts';
import { nameFailure } from '#renderer/lib/name-failure.ts';

it('tells a server that refuses from one that is out of reach', () => {
  expect(nameFailure('wrong_secret')).toBe('Refused');
  expect(nameFailure('unknown_key')).toBe('Refused');
  expect(nameFailure('unreachable')).toBe('Unreachable');
  expect(nameFailure('server_failed')).toBe('Failed');
});

it('says of a list why it is read more seldom, or what its last look met; a refusal before all else', () => {
  const slow = { everyMs: 20_000, slowedBy: 'rate_limited' } as const;
  const limited = fail('rate_limited', 'The server asks for fewer calls.').error;
  const refused = fail('unknown_key', 'The server does not know this API key.').error;
  expect(describeListTrouble({ everyMs: 5_000 }, undefined)).toBeUndefined();
  expect(describeListTrouble(slow, limited)).toBe('list every 20 s: the server asks for fewer calls');
  expect(describeListTrouble(slow, refused)).toBe('list refused: The server does not know this API key.');
  expect(describeListTrouble(undefined, fail('unreachable', 'Nobody answers.').error)).toBe(
    'list unreachable: Nobody answers.',
  );
});
