/** Which address a server is started at that is to be reached as from another computer. */
import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { findNetworkPlace, findPrivatePlace } from '#tools/local-network.ts';

function info(address: string, over: Partial<NetworkInterfaceInfo> = {}): NetworkInterfaceInfo {
  const family = address.includes(':') ? 'IPv6' : 'IPv4';
  return { address, family, internal: false, netmask: '', mac: '', cidr: null, ...over } as NetworkInterfaceInfo;
}

describe('findNetworkPlace', () => {
  const lo = [info('127.0.0.1', { internal: true }), info('::1', { internal: true })];

  it('takes a private address before any other', () => {
    const place = { address: '172.17.0.1', interfaceName: 'docker0' };
    const all = { lo, eth0: [info('203.0.113.7'), info('fd00::2')], docker0: [info('172.17.0.1')] };
    expect([findNetworkPlace(all), findPrivatePlace(all)]).toEqual([place, place]);
  });

  it('takes a public one where none is private, and says that it is not', () => {
    const all = { lo, wlan0: [info('169.254.3.4')], eth0: [info('172.32.0.1')] };
    expect(findNetworkPlace(all)).toEqual({ address: '172.32.0.1', interfaceName: 'eth0' });
    expect(findPrivatePlace(all)).toBeUndefined();
  });

  it('finds nothing on a computer without a network', () => {
    expect(findNetworkPlace({ lo })).toBeUndefined();
  });
});
