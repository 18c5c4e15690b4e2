/**
 * Links to a room: `gavel://<fingerprint>/<room>` or `gavel://<fingerprint>/<room>/<identity>`. Read strictly, because a
 * link comes from anywhere: there is one way to write each, and whatever differs from it is refused. Pure.
 */
import { fail, succeed, type Result } from '#contract/result';
import { countBytes, limits } from '#contract/text-size';

export interface LinkTarget {
  room: string;
  /** Somebody to look at in it. */
  identity?: string;
}

export interface DeepLink extends LinkTarget {
  /** Says which saved server is meant, without saying where it is. */
  fingerprint: string;
}

/** Longer than every link that can be made: 512 bytes of names, each as `%XX`, and what stands around them. */
export const maxLinkCharacters = 1_600;
const form = /^gavel:\/\/([a-z2-7]{16})\/([A-Za-z0-9%!'()*._~-]+)(?:\/([A-Za-z0-9%!'()*._~-]+))?$/;

/** Writes a link; fails with `unsupported` for names that a link does not carry. */
export function formatDeepLink({ fingerprint, room, identity }: DeepLink): Result<string> {
  const names = identity === undefined ? [room] : [room, identity];
  if (!names.every(isNameForLinks)) {
    return fail('unsupported', 'A link cannot name this: it holds characters that nobody would see in it.');
  }
  return succeed(`gavel://${[fingerprint, ...names.map(encodeURIComponent)].join('/')}`);
}

/** Reads a link; fails with `invalid_request` for everything that `formatDeepLink` would not have written. */
export function parseDeepLink(text: string): Result<DeepLink> {
  const [, fingerprint, ...encoded] = (text.length <= maxLinkCharacters && form.exec(text)) || [];
  const names = encoded.filter((part) => part !== undefined).map(decode);
  const [room, identity] = names;
  if (fingerprint === undefined || room === undefined || names.includes(undefined)) {
    return fail('invalid_request', 'This is not a link that Gavel has made.');
  }
  const link: DeepLink = { fingerprint, room, ...(identity === undefined ? {} : { identity }) };
  const written = formatDeepLink(link);
  // SECURITY: what can be written in two ways can be read in two ways; only the one way counts.
  if (!written.ok || written.value !== text) return fail('invalid_request', 'This is not a link that Gavel has made.');
  return succeed(link);
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** SECURITY: the prompt is a system's dialog and draws no boxes, so nothing invisible may come into it. */
function isNameForLinks(name: string): boolean {
  const size = countBytes(name);
  return size > 0 && size <= Math.min(limits.roomNameBytes, limits.identityBytes) && !invisible.test(name);
}

const invisible =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]|\u034F|\u115F|\u1160|\u17B4|\u17B5|\u2800|\u3164|\uFFA0/u;
