/** Which files the app scheme serves, and where a page finds its nonce. */
import { describe, expect, it } from 'vitest';
import { findUiFile, insertStyleNonce } from '#main/security/ui-files';
import { isOwnPage } from '#main/security/own-page';

describe('findUiFile', () => {
  it.each([
    ['app://manager/', 'index.html', 'text/html; charset=utf-8'],
    ['app://manager/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['app://manager/index.html?a=b#c', 'index.html', 'text/html; charset=utf-8'],
    ['app://abc/assets/index-B2k9Mw8M.js', 'assets/index-B2k9Mw8M.js', 'text/javascript; charset=utf-8'],
    ['app://abc/assets/inter-latin-ext.woff2', 'assets/inter-latin-ext.woff2', 'font/woff2'],
    // The URL parser resolves these before anybody sees them: still inside.
    ['app://abc/assets/../index.html', 'index.html', 'text/html; charset=utf-8'],
    ['app://abc/../../../index.html', 'index.html', 'text/html; charset=utf-8'],
  ])('serves %s as %s', (url, name, contentType) => {
    expect(findUiFile(url)).toEqual({ name, contentType, isDocument: name === 'index.html' });
  });

  it.each([
    'app://manager/..%2f..%2fpackage.json',
    'app://manager/%2e%2e%2f%2e%2e%2fpackage.json',
    'app://manager/assets/..%5c..%5cpackage.json',
    'app://manager/assets/%00index.html',
    'app://manager//etc/passwd.json',
    'app://manager/.hidden.json',
    'app://manager/assets//x.js',
    'app://manager/assets/x.js.map',
    'app://manager/assets/x',
    'app://manager/C:/x.js',
    'app://manager/%E0%A4%A.js',
    'app://manager/assets/',
    'nonsense',
  ])('does not serve %s', (url) => {
    expect(findUiFile(url)).toBeUndefined();
  });
});

describe('insertStyleNonce', () => {
  it('puts one element with the nonce first into the head', () => {
    const html = insertStyleNonce('<!doctype html><html><head><title>x</title></head></html>', 'abc');
    expect(html).toContain('<head>\n    <meta property="csp-nonce" nonce="abc" />');
    expect(html.match(/csp-nonce/g)).toHaveLength(1);
  });
});

describe('isOwnPage', () => {
  it.each(['app://manager/', 'app://manager/index.html', 'app://manager/#a'])('allows %s', (url) => {
    expect(isOwnPage(url, 'manager')).toBe(true);
  });

  it.each([
    'app://other/',
    'app://manager/assets/x.js',
    'https://manager/',
    'file:///index.html',
    'about:blank',
    'data:text/html,x',
    'javascript:alert(1)',
    '',
  ])('refuses %s', (url) => {
    expect(isOwnPage(url, 'manager')).toBe(false);
    expect(isOwnPage(url, undefined)).toBe(false);
  });
});
