/**
 * Access tokens for people, made by hand: ten times faster than the SDK when thousands are needed, and free to
 * carry what the SDK would refuse. The console itself never uses it.
 */
import { createHmac } from 'node:crypto';

/** Kinds that a token may claim. */
export type ParticipantKindClaim = 'standard' | 'ingress' | 'egress' | 'sip' | 'agent' | 'connector' | 'bridge';

/** The `video` claim, named as LiveKit names it. Absent rights take the server's defaults. */
export interface VideoGrants {
  readonly roomJoin?: boolean;
  readonly room?: string;
  readonly roomCreate?: boolean;
  readonly roomList?: boolean;
  readonly roomAdmin?: boolean;
  readonly canPublish?: boolean;
  readonly canPublishSources?: readonly ('camera' | 'microphone' | 'screen_share' | 'screen_share_audio')[];
  readonly canSubscribe?: boolean;
  readonly canPublishData?: boolean;
  readonly canUpdateOwnMetadata?: boolean;
  readonly hidden?: boolean;
  readonly recorder?: boolean;
  readonly agent?: boolean;
}

/** What a token says. */
export interface AccessTokenClaims {
  readonly identity: string;
  readonly grants: VideoGrants;
  readonly name?: string | undefined;
  readonly metadata?: string | undefined;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly kind?: ParticipantKindClaim | undefined;
  /** Seconds from now; one hour when not said. */
  readonly lifeSeconds?: number | undefined;
}

/** Signs a token (HS256) with the server's key and secret. */
export function createAccessToken(apiKey: string, apiSecret: string, claims: AccessTokenClaims): string {
  const { identity, grants, lifeSeconds = 3_600, ...rest } = claims;
  const now = Math.floor(Date.now() / 1_000);
  const payload = { iss: apiKey, sub: identity, nbf: now - 5, exp: now + lifeSeconds, video: grants, ...rest };
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`;
  return `${body}.${createHmac('sha256', apiSecret).update(body).digest('base64url')}`;
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
