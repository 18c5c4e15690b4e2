/** Every outcome of the lines about what a server answers, and what each says of its abilities. */
import { describe, expect, it } from 'vitest';
import { fail, succeed, type Result } from '#contract/result';
import {
  judgeCredentials,
  judgeDispatch,
  judgeKind,
  judgeMedia,
  judgeRemembered,
  judgeRooms,
  judgeService,
  judgeSocket,
} from '#main/services/check/judge-server';
import { readFailedAnswer } from '#main/services/livekit-api/read-failure';

function answer(status: number, body: string): Result<never[]> {
  return { ok: false, error: readFailedAnswer({ status, body }, (text) => text) };
}

const denied = answer(401, '{"code":"unauthenticated","msg":"permissions denied"}');
const good = succeed([{ name: 'a' }]);

describe('key and secret', () => {
  it.each([
    ['both right', good, 'ok', 'ok', true],
    ['unknown key', answer(401, 'invalid API key: nokey'), 'failed', 'skipped', false],
    ['wrong secret', answer(401, 'invalid token: x, error: signature is invalid'), 'ok', 'failed', false],
    ['early clock', answer(401, 'invalid claims: token is not valid yet'), 'ok', 'ok', false],
    ['late clock', answer(401, 'invalid claims: token is expired'), 'ok', 'ok', false],
    ['no right to list', denied, 'ok', 'ok', true],
    ['a web page', answer(200, '<html>'), 'failed', 'skipped', false],
    ['a router that knows nothing', answer(404, '404 page not found'), 'failed', 'skipped', false],
    ['a proxy alone', answer(502, '<h1>Bad gateway</h1>'), 'failed', 'skipped', false],
    ['a server in trouble', answer(500, 'dial tcp: connection refused'), 'failed', 'skipped', false],
  ] as const)('%s', (_what, listed, key, secret, areAccepted) => {
    const verdicts = judgeCredentials(listed);
    expect([verdicts.key.state, verdicts.secret.state, verdicts.areAccepted]).toEqual([key, secret, areAccepted]);
  });

  it('shows nothing of a page that is no LiveKit server', () => {
    expect(JSON.stringify(judgeCredentials(answer(200, '<title>Intranet</title>')))).not.toContain('Intranet');
  });
});

describe('services', () => {
  const gone = answer(503, '{"code":"unavailable","msg":"no response from servers"}');
  it.each([
    ['rooms, all rights', judgeRooms(good, good), 'ok', 'yes'],
    ['rooms, list alone', judgeRooms(good, denied), 'failed', 'no'],
    ['rooms, no list', judgeRooms(denied, denied), 'failed', 'no'],
    ['rooms, trouble', judgeRooms(good, gone), 'failed', 'unknown'],
    ['dispatch answers', judgeDispatch(good, true), 'ok', 'yes'],
    ['dispatch without a room', judgeDispatch(gone, false), 'unknown', 'unknown'],
    ['dispatch of an open room is silent', judgeDispatch(gone, true), 'failed', 'unknown'],
    ['dispatch denied', judgeDispatch(denied, true), 'failed', 'no'],
    ['an older server', judgeDispatch(answer(404, '404 page not found'), true), 'absent', 'no'],
    ['SIP there', judgeService('sip', good), 'ok', 'yes'],
    [
      'no Redis',
      judgeService('egress', answer(500, '{"code":"internal","msg":"egress not connected (redis required)"}')),
      'absent',
      'no',
    ],
    [
      'Redis lost',
      judgeService('sip', answer(500, '{"code":"unknown","msg":"dial tcp 10.0.0.9:6379: i/o timeout"}')),
      'failed',
      'unknown',
    ],
    ['ingress denied', judgeService('ingress', denied), 'failed', 'no'],
    ['no such service', judgeService('sip', answer(404, '404 page not found')), 'absent', 'no'],
  ] as const)('%s', (_what, verdict, state, can) => {
    expect([verdict.state, verdict.can]).toEqual([state, can]);
    expect(verdict.sentence).not.toBe('');
  });

  it('does not give away where the server’s database is', () => {
    const lost = answer(500, '{"code":"unknown","msg":"dial tcp 10.0.0.9:6379: connection refused"}');
    expect(JSON.stringify(judgeService('sip', lost))).not.toContain('10.0.0.9');
  });
});

describe('kind and reach', () => {
  it('names the server as far as it tells', () => {
    expect(judgeKind(false, undefined).state).toBe('unknown');
    expect(judgeKind(true, undefined).sentence).toBe('LiveKit Cloud');
    expect(judgeKind(false, { isCloud: false, version: '1.13.5', region: '' }).sentence).toBe(
      'LiveKit 1.13.5, self-hosted',
    );
  });

  const yes = { isReached: true, message: '' };
  const no = { isReached: false, message: 'words' };
  it.each([
    ['nothing told', {}, 'unknown', 'unknown'],
    ['socket alone', { socket: yes }, 'ok', 'unknown'],
    ['no socket', { socket: no }, 'failed', 'unknown'],
    ['joined, no media yet', { signal: yes }, 'ok', 'unknown'],
    ['joined, media blocked', { signal: yes, media: no }, 'ok', 'failed'],
    ['all of it', { signal: yes, media: yes }, 'ok', 'ok'],
    ['join refused, socket open', { signal: no, socket: yes }, 'ok', 'failed'],
    ['join refused, no socket', { signal: no, socket: no }, 'failed', 'failed'],
  ] as const)('%s', (_what, facts, socket, media) => {
    expect([judgeSocket(facts, true).state, judgeMedia(facts).state]).toEqual([socket, media]);
  });

  it('names a refused local network only where the server is in it', () => {
    const facts = { socket: { ...no, isLocalNetworkRefused: true } };
    expect(judgeSocket(facts, true).sentence).toContain('refused the local network');
    expect(judgeSocket(facts, false).sentence).not.toContain('local network');
    expect(judgeSocket({ socket: no }, true).sentence).not.toContain('local network');
  });

  it('knows of unmuting and moving only what was seen', () => {
    const states = (['yes', 'no', 'unknown'] as const).map((can) => judgeRemembered('Moving', can, 'Why.').state);
    expect(states).toEqual(['ok', 'absent', 'unknown']);
  });
});

it('says of a missing secret what to do', () => {
  const missing = fail('secret_missing', 'No API secret is entered', { cure: 'Enter the API secret.' });
  expect(judgeCredentials(missing).key).toMatchObject({ state: 'failed', cure: 'Enter the API secret.' });
});
