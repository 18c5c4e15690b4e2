/** The table of what servers and networks say, and what a moderator is told. Texts are those of server 1.13.5. */
import { describe, expect, it } from 'vitest';
import { createRedactor } from '#contract/redaction';
import { cleanWords, readFailedAnswer, readTransportFailure } from '#main/services/livekit-api/read-failure';

const redact = createRedactor(() => ['s3cret-of-ours']);
const token = 'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJrZXkifQ.c2lnbmF0dXJl';
const twirp = (code: string, msg: string): string => JSON.stringify({ code, msg });

describe('answers', () => {
  it.each([
    [401, 'invalid API key: nokey', 'unknown_key', 'invalid API key: nokey'],
    [
      401,
      `invalid token: ${token}, error: token signature is invalid: signature is invalid`,
      'wrong_secret',
      'invalid token: [redacted], error: token signature is invalid: signature is invalid',
    ],
    [
      401,
      `invalid token: ${token}, error: token has invalid claims: token is expired`,
      'clock_skew',
      'invalid token: [redacted], error: token has invalid claims: token is expired',
    ],
    [
      401,
      `invalid token: ${token}, error: token has invalid claims: token is not valid yet`,
      'clock_skew',
      'invalid token: [redacted], error: token has invalid claims: token is not valid yet',
    ],
    [401, twirp('unauthenticated', 'permissions denied'), 'forbidden_by_server', 'permissions denied'],
    [401, 'invalid authorization token', 'forbidden_by_server', 'invalid authorization token'],
    [403, twirp('permission_denied', 'no'), 'forbidden_by_server', 'no'],
    [
      404,
      twirp('not_found', 'twirp error unknown: participant does not exist'),
      'not_found',
      'participant does not exist',
    ],
    [404, twirp('bad_route', 'no handler for path'), 'rejected_by_server', 'no handler for path'],
    [404, '404 page not found', 'rejected_by_server', '404 page not found'],
    [408, twirp('deadline_exceeded', 'request timed out'), 'timed_out', 'request timed out'],
    [
      400,
      twirp('invalid_argument', 'metadata size exceeds limits 524288'),
      'rejected_by_server',
      'metadata size exceeds limits 524288',
    ],
    [412, twirp('failed_precondition', 'remote unmute not enabled'), 'rejected_by_server', 'remote unmute not enabled'],
    [429, 'slow down', 'rate_limited', 'slow down'],
    [500, twirp('unknown', 'not implemented'), 'server_failed', 'not implemented'],
    [502, '<html><h1>Bad Gateway</h1></html>', 'unavailable', '<html><h1>Bad Gateway</h1></html>'],
    [503, twirp('unavailable', 'no response from servers'), 'unavailable', 'no response from servers'],
    [200, '<!doctype html><title>Hello</title>', 'server_failed', '<!doctype html><title>Hello</title>'],
    [302, '', 'server_failed', undefined],
  ])('%i %s', (status, body, code, words) => {
    const error = readFailedAnswer({ status, body }, redact);
    expect(error).toMatchObject({ code, detail: { serverStatus: status } });
    expect(error.detail?.serverMessage).toBe(words);
    expect(error.detail?.likelyCause).toMatch(/\.$/);
    expect(error.message).toMatch(/\.$/);
  });

  it('tells a clock that is ahead from one that is behind', () => {
    const ahead = readFailedAnswer({ status: 401, body: 'x, error: token is not valid yet' }, redact);
    const behind = readFailedAnswer({ status: 401, body: 'x, error: token is expired' }, redact);
    expect(ahead.detail?.likelyCause).toContain('ahead');
    expect(behind.detail?.likelyCause).toContain('behind');
  });

  it('carries the server’s code, and reads Twirp JSON even if its members are wrong', () => {
    expect(readFailedAnswer({ status: 503, body: twirp('unavailable', 'x') }, redact).detail?.serverCode).toBe(
      'unavailable',
    );
    expect(readFailedAnswer({ status: 500, body: '{"code":5,"msg":[]}' }, redact)).toMatchObject({
      code: 'server_failed',
    });
    expect(readFailedAnswer({ status: 500, body: '{"code":' }, redact).detail?.serverMessage).toBe('{"code":');
  });
});

describe('words', () => {
  it('are redacted before they are cut', () => {
    const body = `${'x'.repeat(480)} ${token}`;
    expect(body.slice(0, 500)).toContain('eyJ');
    const words = cleanWords(body, redact);
    expect(words).not.toContain('eyJ');
    expect(words.length).toBeLessThanOrEqual(501);
  });

  it('lose control characters and our secret', () => {
    expect(cleanWords('a\u0000b\r\n\tc\u001b[31m s3cret-of-ours', redact)).toBe('a b c [31m [redacted]');
  });
});

describe('no answer', () => {
  const failed = (message: string, code: string): Error =>
    new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });
  it.each([
    [failed('connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED'), 'Nothing listens'],
    [failed('getaddrinfo ENOTFOUND nowhere.invalid', 'ENOTFOUND'), 'host name is unknown'],
    [failed('wrong version number', 'ERR_SSL_WRONG_VERSION_NUMBER'), 'plain http'],
    [failed('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'), 'certificate'],
    [failed('other side closed', 'UND_ERR_SOCKET'), 'cut'],
    [failed('Connect Timeout Error', 'UND_ERR_CONNECT_TIMEOUT'), 'firewall'],
    [new Error('net::ERR_CONNECTION_REFUSED'), 'Nothing listens'],
    [new Error('net::ERR_NAME_NOT_RESOLVED'), 'host name is unknown'],
    [new Error('net::ERR_CERT_AUTHORITY_INVALID'), 'certificate'],
    [new Error('net::ERR_SSL_PROTOCOL_ERROR'), 'plain http'],
    [new Error('net::ERR_INTERNET_DISCONNECTED'), 'no way'],
    [new Error('net::ERR_PROXY_CONNECTION_FAILED'), 'proxy'],
    [new Error('Attempted to redirect, but redirect policy was error'), 'redirect'],
    ['just a text', 'failed before'],
  ])('%s', (failure, cause) => {
    const error = readTransportFailure(failure, redact);
    expect(error.code).toBe('unreachable');
    expect(error.detail?.likelyCause).toContain(cause);
    expect(error.detail?.cure).toMatch(/\.$/);
  });
});
