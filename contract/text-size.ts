/** How the server measures texts, and how much of them it takes (server 1.13.5; bytes of UTF-8, not characters). */

const encoder = new TextEncoder();

/** Bytes that a text takes in UTF-8. */
export function countBytes(text: string): number {
  return encoder.encode(text).length;
}

export const limits = {
  /** Participant, room and dispatch metadata. */
  metadataBytes: 524_288,
  /** All attributes of a participant together, keys and values; above it the person's next full reconnect fails. */
  attributesBytes: 65_536,
  nameBytes: 256,
  identityBytes: 256,
  roomNameBytes: 256,
  /** What a window may put on the clipboard at once; the app's own bound. */
  copiedTextBytes: 2 * 1024 * 1024,
  /** What a window may save as a file at once; the app's own bound. */
  savedTextBytes: 12 * 1024 * 1024,
} as const;

/** What the server keeps as a uint32: time-outs in seconds and numbers of people of a room. */
export const maxRoomNumber = 4_294_967_295;
