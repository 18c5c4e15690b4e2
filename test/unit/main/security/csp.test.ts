/** The policy of a window: nothing is allowed but what is written here, word by word. */
import { describe, expect, it } from 'vitest';
import { describeContentPolicy } from '#main/security/csp';

function readDirectives(policy: string): Map<string, string> {
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );
}

describe('describeContentPolicy', () => {
  it('lets a window without a server connect to nothing', () => {
    const directives = readDirectives(describeContentPolicy({ styleNonce: 'abc', connectOrigins: [] }));
    expect(Object.fromEntries(directives)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self' 'nonce-abc'",
      'font-src': "'self'",
      'img-src': "'self' data:",
      'connect-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'object-src': "'none'",
      'frame-src': "'none'",
      'frame-ancestors': "'none'",
      'worker-src': "'none'",
      'manifest-src': "'none'",
      'media-src': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    });
  });

  it("lets a server's window connect to both origins of its server and to nothing else", () => {
    const policy = describeContentPolicy({
      styleNonce: 'abc',
      connectOrigins: ['wss://live.example.com', 'https://live.example.com'],
    });
    expect(readDirectives(policy).get('connect-src')).toBe('wss://live.example.com https://live.example.com');
  });

  it('has scheme and port alone for a numeric IPv6 address, which no policy can name', () => {
    const policy = describeContentPolicy({
      styleNonce: 'abc',
      connectOrigins: ['ws://[fd00::2]:7880', 'http://[fd00::2]:7880'],
    });
    expect(readDirectives(policy).get('connect-src')).toBe('ws://*:7880 http://*:7880');
  });

  it('never allows inline code, evaluation or a nonce for scripts', () => {
    const policy = describeContentPolicy({ styleNonce: 'abc', connectOrigins: [] });
    expect(policy).not.toMatch(/unsafe-|wasm|strict-dynamic|\*|blob:/);
    expect(readDirectives(policy).get('script-src')).not.toContain('nonce');
  });
});
