/** Who may speak: only the main frame of a registered window, at the origin it was made for. */
import { describe, expect, it } from 'vitest';
import { findTrustedSender } from '#main/security/sender-check';

const manager = { host: 'manager', name: 'the manager' };
const server = { host: 'abcdefghijklmnop', name: 'a server' };
const windows = new Map([
  [1, manager],
  [2, server],
]);
const find = (contentsId: number) => windows.get(contentsId);

describe('findTrustedSender', () => {
  it('knows each window by its web contents', () => {
    expect(findTrustedSender({ contentsId: 1, frame: { origin: 'app://manager', isMainFrame: true } }, find)).toBe(
      manager,
    );
    expect(
      findTrustedSender({ contentsId: 2, frame: { origin: 'app://abcdefghijklmnop', isMainFrame: true } }, find),
    ).toBe(server);
  });

  it.each([
    ['a frame that is gone', { contentsId: 1, frame: null }],
    ['a frame inside the page', { contentsId: 1, frame: { origin: 'app://manager', isMainFrame: false } }],
    ['a page that nobody registered', { contentsId: 9, frame: { origin: 'app://manager', isMainFrame: true } }],
    ["another window's origin", { contentsId: 2, frame: { origin: 'app://manager', isMainFrame: true } }],
    ['an address of the web', { contentsId: 1, frame: { origin: 'https://manager', isMainFrame: true } }],
    ['an origin that only begins alike', { contentsId: 1, frame: { origin: 'app://manager.evil', isMainFrame: true } }],
    ['an opaque origin', { contentsId: 1, frame: { origin: 'null', isMainFrame: true } }],
    ['no origin', { contentsId: 1, frame: { origin: '', isMainFrame: true } }],
    ['a file', { contentsId: 1, frame: { origin: 'file://', isMainFrame: true } }],
  ])('refuses %s', (_what, message) => {
    expect(findTrustedSender(message, find)).toBeUndefined();
  });
});
