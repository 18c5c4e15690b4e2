/** Every outcome of the lines about the way to a server, as people are told it. */
import { describe, expect, it } from 'vitest';
import { parseServerAddress } from '#contract/server-address';
import type { GavelError } from '#contract/result';
import {
  judgeAddress,
  judgeClock,
  judgeNames,
  judgeReach,
  judgeTls,
  measureSkew,
  type Answer,
} from '#main/services/check/judge-way';
import { readTransportFailure } from '#main/services/livekit-api/read-failure';
import type { TlsFinding } from '#main/services/check/ports';

const nowMs = Date.parse('2027-01-10T12:00:00Z');
const tokenLifeMs = 600_000;
const plain = { isSecure: false, isLoopback: false, host: 'live.example.com' };
const local = { isSecure: false, isLoopback: true, host: 'localhost:7880' };
const secure = { isSecure: true, isLoopback: false, host: 'live.example.com' };

function answered(more: Partial<Extract<Answer, { kind: 'answered' }>> = {}): Answer {
  return { kind: 'answered', status: 200, body: 'OK', date: null, startedAtMs: nowMs, endedAtMs: nowMs, ...more };
}

function unanswered(code: string): Answer {
  return { kind: 'unanswered', error: readTransportFailure(new Error(code), (text) => text) };
}

function certificate(more: Partial<Extract<TlsFinding, { kind: 'certificate' }>> = {}): TlsFinding {
  const day = 86_400_000;
  return {
    kind: 'certificate',
    validFromMs: nowMs - 30 * day,
    validToMs: nowMs + 60 * day,
    names: 'live.example.com',
    issuer: 'Example CA',
    ...more,
  };
}

describe('the address', () => {
  it.each([
    ['wss://live.example.com', 'production', 'ok', ''],
    ['ws://localhost:7880', 'production', 'ok', ''],
    ['ws://live.example.com', 'development', 'warning', 'readably'],
    ['http://10.0.0.5:7880', 'staging', 'warning', 'readably'],
    ['ws://live.example.com', 'production', 'failed', 'readably'],
    ['wss://live.example.com/livekit', 'development', 'failed', 'drop a path'],
    ['live.example.com', 'development', 'failed', ''],
    ['ftp://live.example.com', 'development', 'failed', ''],
    ['', 'development', 'failed', ''],
  ] as const)('%s for %s: %s', (url, environment, state, cause) => {
    const verdict = judgeAddress(parseServerAddress(url), environment);
    expect(verdict.state).toBe(state);
    if (state !== 'ok') expect(verdict.cure).toBeTruthy();
    expect(verdict.cause ?? '').toContain(cause);
  });
});

describe('the host', () => {
  it('names where a name leads, and says what may be wrong with one that leads nowhere', () => {
    expect(judgeNames('a.example', { addresses: ['10.0.0.1', '10.0.0.2', '::1'] }).sentence).toContain('and 2 more');
    expect(judgeNames('a.example', { words: 'ENOTFOUND' })).toMatchObject({
      state: 'failed',
      serverWords: 'ENOTFOUND',
    });
  });

  it.each([
    [answered(), 'ok'],
    [answered({ status: 404 }), 'ok'],
    [answered({ status: 406, body: 'Not Ready' }), 'warning'],
    [unanswered('net::ERR_CONNECTION_REFUSED'), 'failed'],
    [unanswered('net::ERR_INTERNET_DISCONNECTED'), 'failed'],
    [unanswered('net::ERR_CERT_AUTHORITY_INVALID'), 'ok'],
    [unanswered('net::ERR_SSL_PROTOCOL_ERROR'), 'ok'],
    [{ kind: 'unanswered', error: { code: 'timed_out', message: 'x' } as GavelError } as const, 'failed'],
  ] as const)('%# is %s', (answer, state) => {
    const verdict = judgeReach(answer);
    expect(verdict.state).toBe(state);
    if (state !== 'ok') expect([verdict.cause, verdict.cure]).toEqual([expect.any(String), expect.any(String)]);
  });
});

describe('TLS', () => {
  const refusal = 'Client sent an HTTP request to an HTTPS server.\n';
  const day = 86_400_000;
  it.each([
    ['trusted', secure, answered(), certificate(), 'ok', 'valid until 2027-03-11'],
    ['by way of a proxy', secure, answered(), undefined, 'ok', 'trusted'],
    ['soon over', secure, answered(), certificate({ validToMs: nowMs + 3.5 * day }), 'warning', 'in 3 days'],
    [
      'run out',
      secure,
      unanswered('ERR_CERT_DATE_INVALID'),
      certificate({ validToMs: nowMs - day }),
      'failed',
      'ran out',
    ],
    [
      'not yet',
      secure,
      unanswered('ERR_CERT_DATE_INVALID'),
      certificate({ validFromMs: nowMs + day }),
      'failed',
      'from',
    ],
    ['other name', secure, unanswered('ERR_CERT_COMMON_NAME_INVALID'), certificate(), 'failed', 'another name'],
    ['untrusted', secure, unanswered('ERR_CERT_AUTHORITY_INVALID'), certificate(), 'failed', 'not trusted'],
    ['no TLS there', secure, unanswered('net::ERR_SSL_PROTOCOL_ERROR'), undefined, 'failed', 'No TLS'],
    ['nobody there', secure, unanswered('net::ERR_CONNECTION_REFUSED'), undefined, 'skipped', 'not tested'],
    ['none on this computer', local, answered(), undefined, 'skipped', 'none needed'],
    ['none asked for', plain, answered(), undefined, 'skipped', 'asks for none'],
    ['wanted, and said so', plain, answered({ status: 400, body: refusal }), undefined, 'failed', 'speaks TLS'],
    ['wanted, found by hand', plain, unanswered('ECONNRESET'), certificate(), 'failed', 'speaks TLS'],
  ] as const)('%s', (_what, address, answer, tls, state, words) => {
    const verdict = judgeTls(address, answer, tls, nowMs);
    expect(verdict.state).toBe(state);
    expect(verdict.sentence).toContain(words);
    if (state === 'failed') expect([verdict.cause, verdict.cure]).toEqual([expect.any(String), expect.any(String)]);
  });
});

describe('the clocks', () => {
  it('measures against the middle of the request, and of the second that the header cut off', () => {
    const date = new Date(nowMs).toUTCString();
    expect(measureSkew(answered({ date, startedAtMs: nowMs, endedAtMs: nowMs + 1_000 }))).toBe(0);
    expect(measureSkew(answered({ date, startedAtMs: nowMs + 60_000, endedAtMs: nowMs + 62_000 }))).toBe(60_500);
    for (const none of [answered(), answered({ date: 'yesterday' }), unanswered('x')]) {
      expect(measureSkew(none)).toBeUndefined();
    }
  });

  it.each([
    [undefined, 'unknown'],
    [1_000, 'ok'],
    [-29_000, 'ok'],
    [30_000, 'ok'],
    [30_001, 'warning'],
    [60_000, 'warning'],
    [60_001, 'failed'],
    [-60_001, 'warning'],
    [-660_000, 'warning'],
    [-660_001, 'failed'],
  ] as const)('%s ms ahead: %s', (aheadMs, state) => {
    const verdict = judgeClock(aheadMs, tokenLifeMs);
    expect(verdict.state).toBe(state);
    if (state === 'failed') expect(verdict.cure).toContain('network time');
  });
});
