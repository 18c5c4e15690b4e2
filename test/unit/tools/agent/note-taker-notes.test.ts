/** The note-taker's echo tells exactly what arrived, and nothing that arrives can stop it. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_SETTINGS,
  echoJobMetadata,
  echoRoomMetadata,
  noteAboutAttributes,
  readSettings,
  readText,
} from '#tools/agent/note-taker-notes.ts';

describe('readText', () => {
  it.each([
    ['', 'empty'],
    ['{"a":1}', 'json'],
    ['null', 'json'],
    ['hello', 'text'],
    ['{"a":', 'text'],
    ['\u0000', 'text'],
  ])('calls %j %s', (text, kind) => {
    expect(readText(text).kind).toBe(kind);
  });

  it('says why it falls back', () => {
    expect(readText('').problem).toContain('no metadata');
    expect(readText('{').problem).toContain('not JSON');
    expect(readText('{}').problem).toBe('');
  });
});

describe('readSettings', () => {
  it('takes what makes sense and defaults the rest', () => {
    expect(readSettings({ everyMs: 500, topic: 'minutes' })).toEqual({ everyMs: 500, topic: 'minutes' });
    expect(readSettings({ everyMs: 1, topic: '' })).toEqual(DEFAULT_SETTINGS);
    for (const value of [undefined, null, 7, 'text', []]) expect(readSettings(value)).toEqual(DEFAULT_SETTINGS);
  });
});

describe('echoJobMetadata', () => {
  it('gives length in bytes, hash and head', () => {
    const text = '{"greeting":"سلام"}';
    const echo = echoJobMetadata(text);
    expect(echo['note.echo.length']).toBe(String(Buffer.byteLength(text)));
    expect(echo['note.echo.sha256']).toBe(createHash('sha256').update(text).digest('hex'));
    expect(echo['note.echo.head']).toBe(text);
  });

  it('cuts the head at 1 KiB without breaking a character', () => {
    const head = echoJobMetadata(`x${'é'.repeat(2_000)}`)['note.echo.head'] ?? '';
    expect(Buffer.byteLength(head)).toBe(1_023);
    expect(head.endsWith('é')).toBe(true);
  });

  it('stays far below the limit for attributes, whatever comes', () => {
    const attributes = { ...echoJobMetadata('"'.repeat(524_288)), ...echoRoomMetadata('\\'.repeat(524_288)) };
    const sizeBytes = Object.entries(attributes).reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0);
    expect(sizeBytes).toBeLessThan(4_096);
  });
});

describe('noteAboutAttributes', () => {
  it('notes hands and other changes, and keeps quiet about reserved keys', () => {
    expect(noteAboutAttributes('Mei', { handRaisedAt: '1' })).toBe('Mei raised a hand.');
    expect(noteAboutAttributes('Mei', { handRaisedAt: '' })).toBe('Mei lowered the hand.');
    expect(noteAboutAttributes('Mei', { mood: 'curious', seat: 'front' })).toBe('Mei changed mood, seat.');
    expect(noteAboutAttributes('Mei', { 'lk.agent.state': 'idle' })).toBeUndefined();
  });
});
