import { expect, it } from 'vitest';
import { claimsToBeConsole } from '#contract/domain/observer';
import { createObserverIdentity } from '#main/services/livekit-api/observer-token';

it('takes for another console only a hidden agent that bears an observer’s identity', () => {
  const identity = createObserverIdentity();
  expect(claimsToBeConsole(identity, 'agent', true)).toBe(true);
  expect(claimsToBeConsole(identity, 'agent', false)).toBe(false);
  expect(claimsToBeConsole(identity, 'standard', true)).toBe(false);
  expect(claimsToBeConsole('helper', 'agent', true)).toBe(false);
});
