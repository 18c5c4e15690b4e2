/** The looks of a check: names and certificates by Node, the system's proxy by Electron. */
import { session as sessions } from 'electron';
import type { CheckNetwork } from '#main/services/check/ports';
import { inspectTls, lookUpName } from './node-network.ts';

/** To be called once Electron is ready. */
export function createCheckNetwork(): CheckNetwork {
  return {
    async findProxy(url) {
      // The session of the calls themselves, so that both go the same way.
      const proxies = await sessions.fromPartition('livekit-api', { cache: false }).resolveProxy(url);
      const first = proxies.split(';')[0]?.trim() ?? '';
      return first === '' || first === 'DIRECT' ? undefined : first.replace(/^\w+ /, '').slice(0, 200);
    },
    lookUpName,
    inspectTls,
  };
}
