/** Bounds and small schemas that several requests share. Sizes are the server's own limits (1.13.5, bytes of UTF-8). */
import { z } from 'zod';

const encoder = new TextEncoder();

/** Bytes that a text takes in UTF-8, which is how the server counts. */
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
} as const;

/** A text of at most so many bytes. */
export function boundedText(maxBytes: number): z.ZodString {
  return z.string().refine((text) => countBytes(text) <= maxBytes, { error: `is longer than ${maxBytes} bytes` });
}

export const roomName = boundedText(limits.roomNameBytes).min(1);
export const identity = boundedText(limits.identityBytes).min(1);
export const serverId = z.string().regex(/^[a-z0-9]{16,32}$/);
export const opaqueId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
