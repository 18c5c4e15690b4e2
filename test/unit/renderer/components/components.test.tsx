import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { spellKeys } from '#renderer/components/button.tsx';
import { ByteCounter, rateSize } from '#renderer/components/byte-counter.tsx';
import { describeError, describeServerAnswer, ErrorPanel } from '#renderer/components/error-panel.tsx';
import { toLayout } from '#renderer/components/splitter.tsx';
import type { GavelError } from '#contract/result';

const refused: GavelError = {
  code: 'wrong_secret',
  message: 'The server refused the key',
  detail: {
    serverStatus: 401,
    serverCode: 'unauthenticated',
    serverMessage: 'invalid token',
    likelyCause: 'The secret does not belong to the key.',
    cure: 'Paste the secret again.',
  },
};

describe('error panel', () => {
  it('carries the server’s status, code and words', () => {
    expect(describeServerAnswer(refused)).toBe('401 unauthenticated: invalid token');
    expect(describeServerAnswer({ code: 'unreachable', message: 'No answer' })).toBe('');
  });

  it('is an alert that says what, why and the cure', () => {
    const markup = renderToStaticMarkup(<ErrorPanel error={refused} />);
    expect(markup).toContain('role="alert"');
    for (const part of ['The server refused the key', 'Server says', 'Likely why', 'Cure', 'Copy details']) {
      expect(markup).toContain(part);
    }
  });

  it('copies everything that helps', () => {
    expect(describeError(refused)).toBe(
      [
        'The server refused the key',
        'Code: wrong_secret',
        'Server says: 401 unauthenticated: invalid token',
        'Likely why: The secret does not belong to the key.',
        'Cure: Paste the secret again.',
      ].join('\n'),
    );
  });

  it('draws what a server says as text', () => {
    const hostile: GavelError = { code: 'server_failed', message: 'x', detail: { serverMessage: '<img src=x>' } };
    expect(renderToStaticMarkup(<ErrorPanel error={hostile} />)).toContain('&lt;img src=x&gt;');
  });
});

describe('byte counter', () => {
  it.each([
    [89, 'fine'],
    [90, 'near'],
    [100, 'near'],
    [101, 'over'],
  ] as const)('rates %d of 100 as %s', (sizeBytes, level) => {
    expect(rateSize(sizeBytes, 100)).toBe(level);
  });

  it('says how much is too much', () => {
    expect(renderToStaticMarkup(<ByteCounter sizeBytes={1_100} limitBytes={1_000} />)).toContain('100 B too many');
  });
});

describe('splitter', () => {
  const panes = [{ id: 'grid' }, { id: 'dock' }];

  it('takes remembered sizes for the same panes', () => {
    expect(toLayout(panes, [70, 30])).toEqual({ grid: 70, dock: 30 });
  });

  it.each([[undefined], [[100]], [[70, 20]]])('forgets sizes that do not fit: %j', (sizes) => {
    expect(toLayout(panes, sizes)).toBeUndefined();
  });
});

describe('button', () => {
  it('spells keys as ARIA does', () => {
    expect(spellKeys('Ctrl+Enter')).toBe('Control+Enter');
    expect(spellKeys('Esc')).toBe('Escape');
  });
});
