/**
 * Names a server in links: the same on every computer where it is saved, and saying neither its address nor its key. It is
 * no secret and proves nothing: who knows both can make it.
 */
import { createHash } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
/** 80 bits: two servers of one person never share it by chance. */
const characters = 16;

/** 16 characters `a`–`z`, `2`–`7`, of the SHA-256 over the signalling origin and the API key. */
export function fingerprintServer(server: { signalOrigin: string; apiKey: string }): string {
  const hash = createHash('sha256').update(`gavel link 1\n${server.signalOrigin}\n${server.apiKey}`).digest();
  const bits = Array.from(hash, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: characters }, (_, place) =>
    alphabet.charAt(Number.parseInt(bits.slice(place * 5, place * 5 + 5), 2)),
  ).join('');
}
