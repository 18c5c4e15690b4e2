/** A product takes away what would open it to a debugger, and leaves every other switch alone. */
import { expect, it } from 'vitest';
import { refuseDebugging } from '#main/security/debugging';

it('removes every switch that opens a debugger', () => {
  const given = new Set(['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address', 'disable-gpu']);
  refuseDebugging({ removeSwitch: (name) => void given.delete(name) });
  expect([...given]).toEqual(['disable-gpu']);
});
