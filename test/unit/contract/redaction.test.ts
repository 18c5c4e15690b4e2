import { describe, expect, it } from 'vitest';
import { createRedactor, redactedMark } from '#contract/redaction';

const secret = 'kX9/w"q+3 sé\\cret';
const token =
  'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJBUEkxIiwidmlkZW8iOnsicm9vbUFkbWluIjp0cnVlfX0.3vLwq-DmS3kuqQyZ0rnKxgqd3FvQ1uVJ_zPqnzr0m5Q';
const redact = createRedactor(() => [secret, 'kX9/w']);

describe('what is planted is taken out', () => {
  it.each([
    ['a secret', `secret is ${secret}.`, secret],
    ['a secret in JSON', JSON.stringify({ apiSecret: secret }), JSON.stringify(secret).slice(1, -1)],
    ['a secret in a URL', `?secret=${encodeURIComponent(secret)}`, encodeURIComponent(secret)],
    ['a secret twice', `${secret}${secret}`, secret],
    ['a token in the words of a 401', `invalid token: ${token}, error: token signature is invalid`, token],
    ['a token in a URL', `wss://live.example.com/rtc?access_token=${token}&auto_subscribe=1`, token],
    ['a token with encoded dots', `?t=${token.replaceAll('.', '%2E')}`, token.split('.')[2] ?? ''],
    ['a token that was cut', `got ${token.slice(0, 40)}…`, token.slice(10, 40)],
    ['a token in a header', `Authorization: Bearer ${token}`, token],
    ['a bearer that is no JWT', 'Authorization: Bearer 0123456789abcdef0123', '0123456789abcdef0123'],
    ['two tokens', `${token} and ${token}`, token],
    ['turnPassword in JSON', '{"sid":"RM_1","turnPassword":"hQ3x9"}', 'hQ3x9'],
    ['turnPassword in JSON in JSON', JSON.stringify('{"turnPassword": "hQ3x9"}'), 'hQ3x9'],
    ['turn_password as Go prints it', 'room:{turn_password:"hQ3x9" metadata:""}', 'hQ3x9'],
    ['turn_password bare', 'turn_password=hQ3x9, sid=RM_1', 'hQ3x9'],
  ])('%s', (_what, text, planted) => {
    expect(text).toContain(planted);
    const redacted = redact(text);
    expect(redacted).not.toContain(planted);
    expect(redacted).toContain(redactedMark);
    expect(redacted).not.toMatch(/eyJ|kX9/);
  });

  it('takes out nothing when it knows no secret: the plant is found', () => {
    expect(createRedactor(() => [])(`secret is ${secret}.`)).toContain(secret);
  });
});

describe('what is no secret stays', () => {
  it.each([
    'participant does not exist',
    'the bearer of this token',
    'a monkeyjacket and a keyJar',
    'metadata size exceeds limits 524288',
    '',
  ])('%j', (text) => expect(redact(text)).toBe(text));

  it('leaves the rest of the sentence readable', () => {
    expect(redact(`invalid token: ${token}, error: token signature is invalid`)).toBe(
      `invalid token: ${redactedMark}, error: token signature is invalid`,
    );
    expect(redact('{"turnPassword":"hQ3x9","metadata":"x"}')).toBe(`{"turnPassword":"${redactedMark}","metadata":"x"}`);
  });
});

it('asks for the secrets anew each time, and passes over an empty one', () => {
  const secrets = [''];
  const live = createRedactor(() => secrets);
  expect(live('later')).toBe('later');
  secrets.push('later');
  expect(live('later')).toBe(redactedMark);
});

it('is done with a long text in no time', () => {
  const text = 'eyJ'.repeat(200_000) + 'turnPassword'.repeat(20_000) + '.'.repeat(100_000) + '\ud800';
  const startMs = performance.now();
  createRedactor(() => ['\ud800x'])(text);
  expect(performance.now() - startMs).toBeLessThan(1_000);
});
