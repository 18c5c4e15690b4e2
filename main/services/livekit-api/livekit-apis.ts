/** One LivekitApi per saved server, made anew when its address or credentials change; lanes outlive that. */
import { succeed } from '#contract/result';
import type { FindServerAccess, ServerAccess } from '../ports.ts';
import { createLivekitApi, type LivekitApiDeps } from './create-livekit-api.ts';
import { createLanes, type Lanes } from './lanes.ts';
import type { FindLivekitApi, LivekitApi } from './livekit-api.ts';

export interface LivekitApis {
  /** The API of a saved server, with the credentials of this moment. */
  find: FindLivekitApi;
  /** Drops what is kept of a server that was deleted. */
  forget(serverId: string): void;
}

export function createLivekitApis(
  deps: Omit<LivekitApiDeps, 'access' | 'lanes'> & { findAccess: FindServerAccess },
): LivekitApis {
  const { findAccess, ...rest } = deps;
  const known = new Map<string, { access: ServerAccess; lanes: Lanes; api: LivekitApi }>();

  return {
    async find(serverId) {
      const access = await findAccess(serverId);
      if (!access.ok) return access;
      const existing = known.get(serverId);
      if (existing && isSameServer(existing.access, access.value)) return succeed(existing.api);
      const lanes = existing?.lanes ?? createLanes();
      const api = createLivekitApi({ ...rest, access: access.value, lanes });
      known.set(serverId, { access: access.value, lanes, api });
      return succeed(api);
    },
    forget: (serverId) => void known.delete(serverId),
  };
}

function isSameServer(a: ServerAccess, b: ServerAccess): boolean {
  return a.apiOrigin === b.apiOrigin && a.apiKey === b.apiKey && a.apiSecret === b.apiSecret;
}
