/** Tokens made by hand say what the SDK's own verifier reads. */
import { TokenVerifier } from 'livekit-server-sdk';
import { describe, expect, it } from 'vitest';
import { createAccessToken } from '#tools/people/access-token.ts';

const SECRET = 'a-secret-of-at-least-thirty-two-letters';

describe('createAccessToken', () => {
  it('is read by the SDK with all that it claims', async () => {
    const token = createAccessToken('key', SECRET, {
      identity: 'mei',
      name: 'Mei',
      metadata: '{}',
      attributes: { team: 'a' },
      kind: 'sip',
      grants: { roomJoin: true, room: 'hall', hidden: true },
    });
    const claims = await new TokenVerifier('key', SECRET).verify(token);
    expect(claims).toMatchObject({
      sub: 'mei',
      name: 'Mei',
      metadata: '{}',
      attributes: { team: 'a' },
      kind: 'sip',
      video: { roomJoin: true, room: 'hall', hidden: true },
    });
  });

  it('is refused with another secret, and after its end', async () => {
    const claims = { identity: 'mei', grants: {} };
    await expect(
      new TokenVerifier('key', `${SECRET}!`).verify(createAccessToken('key', SECRET, claims)),
    ).rejects.toThrow();
    await expect(
      new TokenVerifier('key', SECRET).verify(createAccessToken('key', SECRET, { ...claims, lifeSeconds: -3_600 })),
    ).rejects.toThrow();
  });
});
