import * as protocol from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import { createRedactor, redactedMark, redactTexts } from '#contract/redaction';

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
    ['a password with a quote in it', '{"auth_password":"ab\\"hQ3x9","name":"t"}', 'hQ3x9'],
    ['a password with a quote, in JSON in JSON', JSON.stringify('{"authPassword":"ab\\"hQ3x9"}'), 'hQ3x9'],
    ['a password that ends in a backslash', '{"auth_password":"hQ3x9\\\\","b":1}', 'hQ3x9'],
    ['a password that is cut off', '{"auth_password":"hQ3x9', 'hQ3x9'],
    ['a SIP trunk of the API', '{"authUsername":"alice","authPassword":"hQ3x9"}', 'hQ3x9'],
    ['a SIP trunk as Go prints it', 'auth_username:"alice" auth_password:"hQ3x9"', 'hQ3x9'],
    ['an S3 secret', '{"s3":{"access_key":"AKIA","secret":"hQ3x9","bucket":"b"}}', 'hQ3x9'],
    ['an S3 access key', '{"s3":{"accessKey":"hQ3x9","bucket":"b"}}', 'hQ3x9'],
    ['an S3 session token', '{"s3":{"session_token":"hQ3x9"}}', 'hQ3x9'],
    ['credentials of GCP', JSON.stringify({ gcp: { credentials: '{"type":"x","private_key":"hQ3x9"}' } }), 'hQ3x9'],
    ['a private key', 'got -----BEGIN PRIVATE KEY-----\nhQ3x9\n-----END PRIVATE KEY----- there', 'hQ3x9'],
    ['an account key of Azure', '{"azure":{"account_name":"n","account_key":"hQ3x9=="}}', 'hQ3x9'],
    ['a secret of AliOSS', '{"aliOSS":{"accessKey":"k","secret":"hQ3x9"}}', 'hQ3x9'],
    ['a stream key in an address', 'to rtmp://live.example.com/app/hQ3x9?x=1 failed', 'hQ3x9'],
    ['a stream key behind a query', 'rtmps://live.example.com/app?key=hQ3x9', 'hQ3x9'],
    ['an srt passphrase', 'srt://live.example.com:9000?passphrase=hQ3x9', 'hQ3x9'],
    ['a stream key of an ingress', '{"streamKey":"hQ3x9"} stream_key:"hQ3x9"', 'hQ3x9'],
    ['a password in an address', 'wss://user:hQ3x9@media.example.com/x', 'hQ3x9'],
    ['basic credentials', 'Authorization: Basic YWxpY2U6aFEzeDk=', 'YWxpY2U6aFEzeDk='],
    ['a secret access key', '{"secretAccessKey":"hQ3x9"}', 'hQ3x9'],
    ['an API secret of somebody else', '{"apiSecret":"hQ3x9"}', 'hQ3x9'],
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
    'basic authentication failed, wrong password: try again',
    'a monkeyjacket and a keyJar',
    'metadata size exceeds limits 524288',
    'invalid secret: the signature does not match',
    '{"auth_username":"alice","bucket":"b","account_name":"n"}',
    'rtmp://live.example.com/app',
    'the stream key is missing, credentials: none given',
    'https://live.example.com:7880/rtc?x=a@b',
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

it('leaves the word that the development server takes as its secret', () => {
  expect(createRedactor(() => ['secret'])('The API secret is wrong.')).toBe('The API secret is wrong.');
});

describe('time grows with the text alone', () => {
  const hostile: [string, (size: number) => string][] = [
    ['tokens that begin and begin', (size) => 'eyJ'.repeat(size / 3)],
    ['names without values', (size) => 'turnPassword'.repeat(size / 12)],
    ['names and spaces', (size) => 'auth_password  '.repeat(size / 15)],
    ['one name and spaces only', (size) => `secret${' '.repeat(size)}`],
    ['values that never end', (size) => '"secret":"'.repeat(size / 10)],
    ['backslashes', (size) => `"secret":"${'\\'.repeat(size)}`],
    ['names and backslashes', (size) => 'secret\\\\'.repeat(size / 8)],
    ['addresses', (size) => 'rtmp://'.repeat(size / 7)],
    ['one address', (size) => `rtmp://${'a'.repeat(size)}`],
    ['colons and at signs', (size) => '://a:'.repeat(size / 5)],
    ['private keys that begin and begin', (size) => '-----BEGIN PRIVATE KEY-----'.repeat(size / 27)],
    ['lone surrogates', (size) => '\ud800'.repeat(size)],
  ];
  const redactOwn = createRedactor(() => ['\ud800x', 'kX9/w']);

  // With work that grows by the square a text of this size would outlast the test's own limit many times over.
  it.each(hostile)('%s', (_what, make) => {
    const text = make(2_000_000);
    expect(redactOwn(text).length).toBeLessThanOrEqual(text.length * 2);
  });
});

it('goes through every text of a plain value, and keeps what holds no secret as it is', () => {
  const clean = { a: ['x', { b: 1, c: null }], d: true };
  expect(redactTexts(clean, redact)).toBe(clean);
  const dirty = { a: ['x', { b: `is ${secret}` }], d: clean };
  expect(redactTexts(dirty, redact)).toEqual({ a: ['x', { b: `is ${redactedMark}` }], d: clean });
  expect(dirty.a[1]).toEqual({ b: `is ${secret}` });
});

describe('every field of the protocol that holds a secret', () => {
  const names = listSecretFields();

  it('is found by the walk', () => {
    expect(names.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['password', 'inbound_password', 'stream_key']),
    );
  });

  it.each(names)('$name', ({ name, jsonName }) => {
    for (const text of [`{"${jsonName}":"hQ3x9"}`, `{"${name}":"hQ3x9"}`, `${name}:"hQ3x9"`]) {
      expect(redact(text)).not.toContain('hQ3x9');
    }
  });
});

function listSecretFields(): { name: string; jsonName: string }[] {
  const found = new Map<string, { name: string; jsonName: string }>();
  for (const type of Object.values(protocol)) {
    if (typeof type !== 'function' || !('fields' in type)) continue;
    for (const field of (type as unknown as typeof protocol.Room).fields.list()) {
      const isText = field.kind === 'scalar' && field.T === 9;
      const isSecret =
        /pass(word|phrase)|secret|credentials|(access|account|stream|private|secret)_?key$|session_token/i;
      if (isText && isSecret.test(field.name)) found.set(field.name, { name: field.name, jsonName: field.jsonName });
    }
  }
  return [...found.values()];
}
