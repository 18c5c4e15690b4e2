import { describe, expect, it } from 'vitest';
import { sayTextChange } from '#renderer/room/say-text-change.ts';

describe('sayTextChange', () => {
  it.each([
    ['{"seat":"B-14","vip":true}', '{"seat":"C-01","vip":true}', 'seat "B-14" → "C-01"'],
    ['{"a":1}', '{"a":1,"b":[2]}', 'b nothing → [2]'],
    ['{"a":1,"b":2}', '{"b":2, "a":1}', 'the same values, written otherwise'],
    ['', '{"a":1}', 'empty → “{"a":1}”'],
    ['moderator', 'guest', '“moderator” → “guest”'],
    ['{"broken":', '{"a":1}', '“{"broken":” → “{"a":1}”'],
  ])('%j → %j', (before, after, said) => {
    expect(sayTextChange(before, after)).toBe(said);
  });

  it('stays one short line, whatever the texts', () => {
    const wide = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key-${index}`, 'x'.repeat(200)]));
    expect(sayTextChange('{}', JSON.stringify(wide)).length).toBeLessThan(400);
    expect(sayTextChange('{}', JSON.stringify(wide))).toMatch(/and 46 more$/);
    expect(sayTextChange('a'.repeat(500_000), 'b'.repeat(500_000)).length).toBeLessThan(200);
  });
});
