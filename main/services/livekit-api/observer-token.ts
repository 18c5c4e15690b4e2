/** The token of a hidden observer: one room, no right but to watch. The only token that ever leaves main. */
import { randomBytes } from 'node:crypto';
import { AccessToken } from 'livekit-server-sdk';
import { observerPrefix } from '#contract/domain/observer';
import type { ServerAccess } from '../ports.ts';

export const observerTokenLifeMs = 10 * 60_000;
const socketTokenLifeMs = 15_000;

/** A fresh identity that nobody else carries. */
export function createObserverIdentity(): string {
  return `${observerPrefix}${randomBytes(9).toString('base64url')}`;
}

/**
 * Signs a token that opens the socket of agent workers, which proves the way for WebSockets and joins no room. It is used at
 * once, so it lives for as few seconds as a slow way may take.
 */
export function createSocketToken(
  access: Pick<ServerAccess, 'apiKey' | 'apiSecret'>,
  behindMs: number,
): Promise<string> {
  const ttl = Math.ceil((socketTokenLifeMs + behindMs) / 1_000);
  const token = new AccessToken(access.apiKey, access.apiSecret, { ttl });
  // SECURITY: who holds it could register as a worker; it goes to the hidden page of a check alone, and ends in seconds.
  token.addGrant({ agent: true });
  return token.toJwt();
}

/**
 * Signs a token for one room. Kind `agent` and hidden: the observer is not counted, takes no seat, holds no empty room
 * open and is seen by nobody (server 1.13.5). In strict mode it cannot subscribe to anything.
 */
export async function createObserverToken(
  access: Pick<ServerAccess, 'apiKey' | 'apiSecret' | 'observerMode'>,
  room: string,
  identity: string,
): Promise<string> {
  const token = new AccessToken(access.apiKey, access.apiSecret, { identity, ttl: observerTokenLifeMs / 1_000 });
  token.kind = 'agent';
  // SECURITY: no admin, list or create right, and every right that the server grants when it is not named is named.
  token.addGrant({
    roomJoin: true,
    room,
    hidden: true,
    canPublish: false,
    canPublishData: false,
    canSubscribe: access.observerMode === 'levels',
    canUpdateOwnMetadata: false,
  });
  return token.toJwt();
}
