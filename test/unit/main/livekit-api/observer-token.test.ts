import { describe, expect, it } from 'vitest';
import { createObserverIdentity, createObserverToken } from '#main/services/livekit-api/observer-token';

function readClaims(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

describe('the observer’s token', () => {
  it.each([
    ['levels', true],
    ['strict', false],
  ] as const)('in %s mode carries these rights and no other', async (observerMode, canSubscribe) => {
    const access = { apiKey: 'key', apiSecret: 'a secret of enough characters to sign', observerMode };
    const identity = createObserverIdentity();
    const claims = readClaims(await createObserverToken(access, 'town-hall', identity));
    expect(claims['video']).toEqual({
      roomJoin: true,
      room: 'town-hall',
      hidden: true,
      canPublish: false,
      canPublishData: false,
      canSubscribe,
      canUpdateOwnMetadata: false,
    });
    expect(claims).toMatchObject({ kind: 'agent', sub: identity, iss: 'key' });
    expect(Number(claims['exp']) - Math.floor(Date.now() / 1_000)).toBeLessThanOrEqual(600);
    expect(Object.keys(claims).toSorted()).toEqual(['exp', 'iss', 'kind', 'nbf', 'sub', 'video']);
  });

  it('never bears the same identity twice', () => {
    const identities = new Set(Array.from({ length: 1_000 }, createObserverIdentity));
    expect(identities.size).toBe(1_000);
    for (const identity of identities) expect(identity).toMatch(/^gavel-observer-[\w-]{12}$/);
  });
});
