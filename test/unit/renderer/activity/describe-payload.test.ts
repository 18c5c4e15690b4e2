import { describe, expect, it } from 'vitest';
import { copyPayload, describePayload } from '#renderer/features/activity/describe-payload.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a payload', () => {
  it('of JSON is shown in lines, and copied as it came', () => {
    expect(describePayload(encode('{"a":[1]}'))).toEqual({
      kind: 'JSON',
      text: '{\n  "a": [\n    1\n  ]\n}',
      isCut: false,
    });
    expect(copyPayload(encode('{"a":[1]}'))).toBe('{"a":[1]}');
  });

  it.each(['{"id":9007199254740993}', '{"a":1.0}', '{"a":1,"a":2}', '{"a":', 'hello'])(
    'that JavaScript would not give back as it is stays as it came: %s',
    (text) => {
      expect(describePayload(text)).toEqual({ kind: 'text', text, isCut: false });
    },
  );

  it('that is not text is hex, and long ones are cut', () => {
    expect(describePayload(new Uint8Array([0xff, 0x00, 0x0a]))).toEqual({
      kind: 'bytes',
      text: '0000  ff 00 0a',
      isCut: false,
    });
    expect(copyPayload(new Uint8Array([0xff, 0x00]))).toBe('ff00');
    expect(describePayload('x'.repeat(60_000))).toMatchObject({ kind: 'text', isCut: true });
    expect(describePayload(new Uint8Array(60_000).fill(0xff)).isCut).toBe(true);
  });
});
