import { describe, expect, it } from 'vitest';
import { formatDeepLink, maxLinkCharacters, parseDeepLink } from '#contract/deep-link';

const fingerprint = 'abcdefghijkl2345';

describe('links that are made', () => {
  it.each([
    [{ room: 'townhall' }, `gavel://${fingerprint}/townhall`],
    [{ room: 'town hall/1', identity: 'a&b=c?#' }, `gavel://${fingerprint}/town%20hall%2F1/a%26b%3Dc%3F%23`],
    [{ room: '会議 🎤', identity: '--inspect' }, `gavel://${fingerprint}/%E4%BC%9A%E8%AD%B0%20%F0%9F%8E%A4/--inspect`],
    [{ room: '%2e%2e' }, `gavel://${fingerprint}/%252e%252e`],
  ])('%j', (target, text) => {
    expect(formatDeepLink({ fingerprint, ...target })).toEqual({ ok: true, value: text });
    expect(parseDeepLink(text)).toEqual({ ok: true, value: { fingerprint, ...target } });
  });

  it('are never longer than what is read', () => {
    const longest = formatDeepLink({ fingerprint, room: 'é'.repeat(128), identity: 'é'.repeat(128) });
    expect(longest.ok && longest.value.length).toBeLessThanOrEqual(maxLinkCharacters);
    expect(longest.ok && parseDeepLink(longest.value).ok).toBe(true);
  });

  it.each(['', 'a\nb', 'a\u202Eb', 'a\u200Bb', '\u0000', '\uD800', 'é'.repeat(129)])('not of %j', (room) => {
    expect(formatDeepLink({ fingerprint, room })).toMatchObject({ ok: false, error: { code: 'unsupported' } });
    expect(formatDeepLink({ fingerprint, room: 'a', identity: room })).toMatchObject({ ok: false });
  });
});

describe('what is refused', () => {
  const good = `gavel://${fingerprint}/townhall`;
  it.each([
    ['nothing', ''],
    ['another scheme', good.replace('gavel', 'https')],
    ['capitals in the scheme', good.replace('gavel', 'GAVEL')],
    ['one slash', good.replace('//', '/')],
    ['no fingerprint', 'gavel:///townhall'],
    ['a short fingerprint', 'gavel://abc/townhall'],
    ['a long fingerprint', `gavel://${fingerprint}a/townhall`],
    ['a fingerprint in capitals', good.replace(fingerprint, fingerprint.toUpperCase())],
    ['a user', good.replace('//', '//user@')],
    ['a port', good.replace(fingerprint, `${fingerprint}:80`)],
    ['no room', `gavel://${fingerprint}`],
    ['an empty room', `gavel://${fingerprint}/`],
    ['an empty identity', `${good}/`],
    ['a third part', `${good}/ada/more`],
    ['a query', `${good}?join=1`],
    ['a fragment', `${good}#ada`],
    ['a space before', ` ${good}`],
    ['a line after', `${good}\n`],
    ['a second link', `${good} ${good}`],
    ['an option after', `${good} --inspect`],
    ['a raw control character', `${good}\u0007`],
    ['an escaped control character', `${good}%07`],
    ['an escaped line', `${good}%0A--inspect`],
    ['an escaped zero', `${good}%00`],
    ['an escaped bidi override', `${good}%E2%80%AE`],
    ['an escaped zero-width space', `${good}%E2%80%8B`],
    ['a raw letter beyond ASCII', `${good}é`],
    ['a needless escape', good.replace('townhall', '%74ownhall')],
    ['a lower-case escape', `${good}%c3%a9`],
    ['a broken escape', `${good}%2`],
    ['an escape that is no hex', `${good}%zz`],
    ['bytes that are no UTF-8', `${good}%ff%fe`],
    ['an overlong slash', `${good}%C0%AF`],
    ['half an emoji', `${good}%ED%A0%80`],
    ['a plus', `${good}+1`],
    ['a backslash', `${good}\\ada`],
    ['a room that is too long', `gavel://${fingerprint}/${'a'.repeat(257)}`],
    ['a text without end', `gavel://${fingerprint}/${'%E2%82%AC'.repeat(100_000)}`],
  ])('%s', (_what, text) => {
    expect(parseDeepLink(text)).toMatchObject({ ok: false, error: { code: 'invalid_request' } });
  });

  it('control: the same link untouched', () => expect(parseDeepLink(good).ok).toBe(true));
});
