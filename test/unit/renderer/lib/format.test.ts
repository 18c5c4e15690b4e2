import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatBytes,
  formatCount,
  formatDuration,
  formatTime,
  formatTimeMs,
  formatTook,
  readHost,
} from '#renderer/lib/format.ts';

describe('format', () => {
  it.each([
    [0, '0 s'],
    [-5_000, '0 s'],
    [3_900, '3 s'],
    [66_000, '1:06'],
    [6_127_000, '1:42:07'],
    [273_900_000, '3 d 4:05:00'],
  ])('writes an age of %d ms as %s', (ageMs, text) => {
    expect(formatAge(ageMs)).toBe(text);
  });

  it.each([
    [41, '41 ms'],
    [600, '0.6 s'],
    [9_949, '9.9 s'],
    [12_400, '12 s'],
  ])('writes a measured span of %d ms as %s', (durationMs, text) => {
    expect(formatTook(durationMs)).toBe(text);
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_200, '1.2 kB'],
    [3_400_000, '3.4 MB'],
  ])('writes %d bytes as %s', (sizeBytes, text) => {
    expect(formatBytes(sizeBytes)).toBe(text);
  });

  it('writes short lengths with minutes', () => {
    expect(formatDuration(41_000)).toBe('0:41');
  });

  it('writes the clock of this computer', () => {
    const atMs = new Date(2026, 0, 2, 9, 4, 5, 18).getTime();
    expect(formatTime(atMs)).toBe('09:04:05');
    expect(formatTimeMs(atMs)).toBe('09:04:05.018');
  });

  it('separates thousands', () => {
    expect(formatCount(1_284)).toBe('1,284');
  });

  it.each([
    ['wss://live.example.com', 'live.example.com'],
    ['ws://127.0.0.1:7880', '127.0.0.1:7880'],
    ['not an address', 'not an address'],
  ])('reads the host of %s', (url, host) => {
    expect(readHost(url)).toBe(host);
  });
});
