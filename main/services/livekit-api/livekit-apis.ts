/** The APIs of all saved servers. Keeps each server's lanes and nothing else: credentials are asked for anew each time. */
import { succeed } from '#contract/result';
import type { FindServerAccess } from '../ports.ts';
import { createLivekitApi, type LivekitApiDeps } from './create-livekit-api.ts';
import { createLanes, type Lanes } from './lanes.ts';
import type { FindLivekitApi } from './livekit-api.ts';

export interface LivekitApis {
  /** The API of a saved server with the address and credentials of this moment; to be asked for again for each task. */
  find: FindLivekitApi;
}

export function createLivekitApis(
  deps: Omit<LivekitApiDeps, 'access' | 'lanes'> & { findAccess: FindServerAccess },
): LivekitApis {
  const { findAccess, ...rest } = deps;
  const lanesOfServers = new Map<string, Lanes>();

  return {
    async find(serverId) {
      const access = await findAccess(serverId);
      if (!access.ok) return access;
      const lanes = lanesOfServers.get(serverId) ?? createLanes();
      lanesOfServers.set(serverId, lanes);
      return succeed(createLivekitApi({ ...rest, access: access.value, lanes }));
    },
  };
}
