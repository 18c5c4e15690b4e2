/** Small schemas that several requests share. */
import { z } from 'zod';
import { countBytes, limits } from '#contract/text-size';

/** A text of at most so many bytes. */
export function boundedText(maxBytes: number): z.ZodString {
  return z.string().refine((text) => countBytes(text) <= maxBytes, { error: `is longer than ${maxBytes} bytes` });
}

export const roomName = boundedText(limits.roomNameBytes).min(1);
export const identity = boundedText(limits.identityBytes).min(1);
export const serverId = z.string().regex(/^[a-z0-9]{16,32}$/);
export const opaqueId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
