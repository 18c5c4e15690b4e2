/**
 * LiveKit's own server SDK, pointed at a server of ours: the other side from which tests look at an effect.
 */
import { AgentDispatchClient, RoomServiceClient } from 'livekit-server-sdk';
import type { ServerAccess } from './server-access.ts';

/** Clients of the server API that have every right. */
export interface ApiClients {
  readonly rooms: RoomServiceClient;
  readonly dispatches: AgentDispatchClient;
}

/** Makes clients for one server; they hold no connection. */
export function createApiClients({
  httpUrl,
  apiKey,
  apiSecret,
}: Pick<ServerAccess, 'httpUrl' | 'apiKey' | 'apiSecret'>): ApiClients {
  return {
    rooms: new RoomServiceClient(httpUrl, apiKey, apiSecret),
    dispatches: new AgentDispatchClient(httpUrl, apiKey, apiSecret),
  };
}
