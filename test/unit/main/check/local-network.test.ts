/** Which addresses browser engines guard as the local network. */
import { expect, it } from 'vitest';
import { isLocalAddress } from '#main/services/check/local-network';

it.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.77.1',
  '169.254.1.1',
  '::1',
  'fd00::2',
  'fe80::1',
])('%s is local', (address) => expect(isLocalAddress(address)).toBe(true));

it.each(['192.0.2.2', '172.32.0.1', '8.8.8.8', '2001:db8::1', 'live.example.com', ''])('%s is not', (address) =>
  expect(isLocalAddress(address)).toBe(false),
);
