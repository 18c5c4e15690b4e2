import { describe, expect, it } from 'vitest';
import { listDecodedMembers, listForms } from '#renderer/lib/decode-forms.ts';

const encode = (text: string): string => Buffer.from(text).toString('base64');

describe('a text may be', () => {
  it.each([
    ['seconds', '1700000000', { kind: 'time', atMs: 1_700_000_000_000, unit: 'seconds' }],
    ['seconds with a part', '1700000000.25', { kind: 'time', atMs: 1_700_000_000_250, unit: 'seconds' }],
    ['milliseconds', '1700000000123', { kind: 'time', atMs: 1_700_000_000_123, unit: 'milliseconds' }],
    ['ISO', '2026-03-01T10:15:00Z', { kind: 'time', atMs: Date.UTC(2026, 2, 1, 10, 15), unit: 'iso' }],
    [
      'ISO with an offset',
      '2026-03-01 10:15:00+0200',
      { kind: 'time', atMs: Date.UTC(2026, 2, 1, 8, 15), unit: 'iso' },
    ],
    [
      'ISO without a zone',
      '2026-03-01T10:15',
      { kind: 'time', atMs: new Date(2026, 2, 1, 10, 15).getTime(), unit: 'zoneless' },
    ],
    ['base64 of a text', encode('Grüße an alle'), { kind: 'base64-text', text: 'Grüße an alle' }],
    [
      'base64 for addresses',
      encode('a text ???>>>').replaceAll('+', '-').replaceAll('/', '_'),
      { kind: 'base64-text', text: 'a text ???>>>' },
    ],
    [
      'base64 of bytes',
      '/wABAgMEBQYHCAkKCwwNDg8=',
      { kind: 'base64-bytes', hex: 'ff 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f', sizeBytes: 17 },
    ],
    ['JSON in a string', '"{\\"a\\":1}"', { kind: 'json', text: '{"a":1}' }],
  ])('%s', (_name, text, form) => {
    expect(listForms(text)).toEqual([form]);
  });

  it.each([
    '',
    'red',
    'register',
    'moderator',
    'handRaised',
    '12345678',
    '9999999999',
    '0000000000',
    'PA_9Efm9e5bc9df',
    'd41d8cd98f00b204e9800998ecf8427e',
    '2026-13-41T10:15:00Z',
    '{"a":1}',
    '"only a string"',
    'AbCdEfGh1',
    'A'.repeat(300_000),
    '\u202EAAAAAAAA=',
  ])('nothing else: %#', (text) => {
    expect(listForms(text)).toEqual([]);
  });

  it('many bytes, of which the first are shown', () => {
    const [form] = listForms(Buffer.alloc(1_000, 0xff).toString('base64'));
    expect(form).toMatchObject({ kind: 'base64-bytes', sizeBytes: 1_000 });
    expect(form?.kind === 'base64-bytes' && form.hex.length).toBeLessThan(800);
  });
});

describe('members of a document', () => {
  it('are told by their path, in order', () => {
    const text = JSON.stringify({
      seat: 4,
      at: 1_700_000_000,
      deep: { list: ['x', '2026-03-01T10:15:00Z'], inner: '{"a":[1]}' },
      note: encode('hidden in plain sight'),
    });
    expect(listDecodedMembers(text).map(({ path, forms }) => [path.join('.'), forms[0]?.kind])).toEqual([
      ['at', 'time'],
      ['note', 'base64-text'],
      ['deep.inner', 'json'],
      ['deep.list.1', 'time'],
    ]);
  });

  it('are bounded, whatever the document', () => {
    const times = Array.from({ length: 3_000 }, () => 1_700_000_000);
    expect(listDecodedMembers(JSON.stringify(times))).toHaveLength(40);
    expect(listDecodedMembers('['.repeat(50_000))).toEqual([]);
    expect(listDecodedMembers('{"id":9007199254740993123}')).toEqual([]);
    expect(listDecodedMembers('plain')).toEqual([]);
  });
});
