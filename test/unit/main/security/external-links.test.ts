/** Links to the outside: one table of what is opened and what is not. */
import { describe, expect, it } from 'vitest';
import { readExternalLink } from '#main/security/external-links';

describe('readExternalLink', () => {
  it.each([
    ['https://docs.livekit.io/home/', 'https://docs.livekit.io/home/'],
    ['https://docs.livekit.io', 'https://docs.livekit.io/'],
    ['HTTPS://DOCS.LIVEKIT.IO:443/a', 'https://docs.livekit.io/a'],
    // What could carry data out is cut off.
    ['https://docs.livekit.io/a?leak=1#more', 'https://docs.livekit.io/a'],
  ])('opens %s as %s', (text, link) => {
    expect(readExternalLink(text)).toBe(link);
  });

  it.each([
    'http://docs.livekit.io/',
    'https://livekit.io/',
    'https://docs.livekit.io.evil.example/',
    'https://evil.example/?https://docs.livekit.io/',
    'https://docs.livekit.io@evil.example/',
    'https://user@docs.livekit.io/',
    'https://user:password@docs.livekit.io/',
    'https://docs.livekit.io:8443/',
    'https://docs.livekit.io\u3002evil.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'app://manager/',
    'smb://host/share',
    'ms-msdt:/id',
    'mailto:a@b.example',
    '//docs.livekit.io/',
    '\\\\host\\share',
    '',
  ])('does not open %s', (text) => {
    expect(readExternalLink(text)).toBeUndefined();
  });
});
