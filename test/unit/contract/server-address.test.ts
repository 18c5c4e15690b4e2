import { describe, expect, it } from 'vitest';
import { parseServerAddress } from '#contract/server-address';

describe('an address that LiveKit’s SDKs accept', () => {
  it.each([
    ['wss://live.example.com', 'wss://live.example.com', 'https://live.example.com', true, false],
    ['  https://live.example.com/ ', 'wss://live.example.com', 'https://live.example.com', true, false],
    ['WSS://Live.Example.COM:443/', 'wss://live.example.com', 'https://live.example.com', true, false],
    ['ws://localhost:7880', 'ws://localhost:7880', 'http://localhost:7880', false, true],
    ['http://127.0.0.1:7880/', 'ws://127.0.0.1:7880', 'http://127.0.0.1:7880', false, true],
    ['http://[::1]:7880', 'ws://[::1]:7880', 'http://[::1]:7880', false, true],
    ['ws://gavel.localhost', 'ws://gavel.localhost', 'http://gavel.localhost', false, true],
    ['ws://192.168.1.4:7880', 'ws://192.168.1.4:7880', 'http://192.168.1.4:7880', false, false],
    ['wss://127.0.0.1.example.com', 'wss://127.0.0.1.example.com', 'https://127.0.0.1.example.com', true, false],
    ['wss://bücher.example', 'wss://xn--bcher-kva.example', 'https://xn--bcher-kva.example', true, false],
  ])('%j', (text, signalOrigin, apiOrigin, isSecure, isLoopback) => {
    const host = new URL(apiOrigin).host;
    expect(parseServerAddress(text)).toEqual({
      ok: true,
      value: { signalOrigin, apiOrigin, host, isSecure, isLoopback },
    });
  });
});

describe('an address that is refused, with the cure', () => {
  it.each([
    ['', 'missing', 'wss://'],
    ['   ', 'missing', 'wss://'],
    ['live.example.com', 'how to connect', 'wss://live.example.com'],
    ['live.example.com:7880', 'how to connect', 'wss://live.example.com:7880'],
    ['localhost:7880', 'how to connect', 'ws://localhost:7880'],
    ['javascript:alert(1)', 'how to connect', 'wss://'],
    ['ftp://live.example.com', 'ftp:', 'wss://live.example.com'],
    ['file:///etc/passwd', 'file:', 'wss://'],
    ['wss://', 'not an address', 'wss://'],
    ['wss://live.example.com:99999', 'not an address', 'wss://'],
    ['wss://live .example.com', 'not an address', 'wss://'],
    ['wss://live.example.com\n.evil.example', 'not an address', 'wss://'],
    ['wss://key:secret@live.example.com', 'user name or a password', 'fields of their own'],
    ['wss://live.example.com/rtc', 'path', 'wss://live.example.com'],
    ['https://live.example.com/livekit/', 'path', 'wss://live.example.com'],
    ['wss://live.example.com?access_token=x', 'query', 'wss://live.example.com'],
    ['wss://live.example.com/#top', 'fragment', 'wss://live.example.com'],
    ["wss://a;script-src 'none'", 'not an address', 'wss://'],
    ["wss://a;script-src'none'", 'characters', 'typing mistakes'],
    ['wss://*.example.com', 'characters', 'typing mistakes'],
    ['wss://a,b', 'characters', 'typing mistakes'],
  ])('%j', (text, message, cure) => {
    const parsed = parseServerAddress(text);
    expect(parsed).toMatchObject({ ok: false, error: { code: 'invalid_request', detail: { field: 'url' } } });
    if (parsed.ok) return;
    expect(parsed.error.message).toContain(message);
    expect(parsed.error.detail?.cure).toContain(cure);
  });

  it('never repeats a password that was pasted with it', () => {
    expect(JSON.stringify(parseServerAddress('wss://key:hunter2@live.example.com/x?y#z'))).not.toContain('hunter2');
    expect(JSON.stringify(parseServerAddress('key:hunter2@live.example.com'))).not.toContain('hunter2');
    expect(JSON.stringify(parseServerAddress('wss://live.example.com/hunter3'))).not.toContain('hunter3');
  });
});
