/** Waiting ends with the state, and says in words what never came. */
import { describe, expect, it } from 'vitest';
import { waitUntil } from '#tools/wait-until.ts';

describe('waitUntil', () => {
  it('gives what was seen as soon as it is there', async () => {
    let looks = 0;
    expect(await waitUntil(() => ++looks >= 3 && 'seen', { intervalMs: 1 })).toBe('seen');
    expect(looks).toBe(3);
  });

  it('says what it waited for, and the last error of the look', async () => {
    await expect(waitUntil(() => false, { timeoutMs: 5, intervalMs: 1, what: 'the moon' })).rejects.toThrow(
      'in vain for: the moon',
    );
    const look = (): never => {
      throw new Error('too dark');
    };
    await expect(waitUntil(look, { timeoutMs: 5, intervalMs: 1, what: 'the moon' })).rejects.toThrow('too dark');
  });

  it('stops when it is told to', async () => {
    await expect(waitUntil(() => false, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });
});
