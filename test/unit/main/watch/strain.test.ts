import { expect, it } from 'vitest';
import type { ErrorCode } from '#contract/result';
import { isStrained } from '#main/services/watch/strain';

const failed = (code: ErrorCode, tookMs = 3) =>
  ({ ok: false, error: { code, message: '' }, call: { requestId: '', tookMs } }) as const;

it.each([
  [failed('rate_limited'), true],
  [failed('timed_out'), true],
  [failed('unreachable'), false],
  [failed('unavailable', 3_004), true],
  [{ ok: true, value: null, call: { requestId: '', tookMs: 2_001 } } as const, true],
  [{ ok: true, value: null, call: { requestId: '', tookMs: 40 } } as const, false],
])('%j: %s', (result, expected) => expect(isStrained(result)).toBe(expected));
