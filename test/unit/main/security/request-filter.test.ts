/** What a window's session may load: the table of addresses, by who asks. */
import { describe, expect, it } from 'vitest';
import { isRequestAllowed } from '#main/security/request-filter';

const scope = { host: 'abc', connectOrigins: ['ws://10.0.0.5:7880', 'http://10.0.0.5:7880'] };

describe('isRequestAllowed', () => {
  it.each([
    ['app://abc/index.html', 'mainFrame'],
    ['app://abc/assets/index.js', 'script'],
    ['data:image/svg+xml,<svg/>', 'image'],
    ['ws://10.0.0.5:7880/rtc?access_token=x', 'webSocket'],
    ['http://10.0.0.5:7880/rtc/validate', 'xhr'],
    ['devtools://devtools/bundled/devtools_app.html', 'mainFrame'],
  ])('allows %s as %s', (url, type) => {
    expect(isRequestAllowed(url, type, scope)).toBe(true);
  });

  it.each([
    ['app://manager/index.html', 'xhr'],
    ['app://abc.evil/index.html', 'xhr'],
    ['data:text/html,<p>', 'mainFrame'],
    ['data:text/html,<p>', 'subFrame'],
    ['ws://10.0.0.5:7881/rtc', 'webSocket'],
    ['wss://10.0.0.5:7880/rtc', 'webSocket'],
    ['http://10.0.0.5:7880@evil.example/', 'xhr'],
    ['http://10.0.0.5:7880.evil.example/', 'xhr'],
    ['http://10.0.0.5:7880/', 'mainFrame'],
    ['http://10.0.0.5:7880/', 'subFrame'],
    ['http://10.0.0.5:7880/x.js', 'script'],
    ['http://10.0.0.5:7880/x.png', 'image'],
    ['http://10.0.0.5:7880/', 'ping'],
    ['https://evil.example/', 'xhr'],
    ['file:///etc/passwd', 'xhr'],
    ['ftp://10.0.0.5/', 'xhr'],
    ['blob:app://abc/1', 'script'],
    ['javascript:alert(1)', 'mainFrame'],
    ['chrome://gpu', 'mainFrame'],
    ['nonsense', 'xhr'],
    ['', 'xhr'],
  ])('refuses %s as %s', (url, type) => {
    expect(isRequestAllowed(url, type, scope)).toBe(false);
  });

  it('lets a window without a server reach nothing but its own files', () => {
    const alone = { host: 'manager', connectOrigins: [] };
    expect(isRequestAllowed('app://manager/', 'mainFrame', alone)).toBe(true);
    expect(isRequestAllowed('http://10.0.0.5:7880/', 'xhr', alone)).toBe(false);
  });
});
