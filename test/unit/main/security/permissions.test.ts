/** Permissions: three, for windows that reach a server; the rest of Chromium's list is refused to everyone. */
import { describe, expect, it } from 'vitest';
import { windowKinds } from '#contract/domain/app-info';
import { grantedPermissions, isPermissionGranted } from '#main/security/permissions';

/** As Electron names them, with a few that do not exist. */
const refused = [
  'media',
  'display-capture',
  'geolocation',
  'notifications',
  'midi',
  'midiSysex',
  'pointerLock',
  'fullscreen',
  'openExternal',
  'clipboard-read',
  'clipboard-sanitized-write',
  'deprecated-sync-clipboard-read',
  'mediaKeySystem',
  'idle-detection',
  'hid',
  'serial',
  'usb',
  'fileSystem',
  'storage-access',
  'top-level-storage-access',
  'window-management',
  'speaker-selection',
  'keyboardLock',
  'screen-wake-lock',
  'persistent-storage',
  'unknown',
  '',
  'constructor',
  '__proto__',
  'toString',
];

describe('isPermissionGranted', () => {
  it('grants the local network to the windows that reach a server, each with its reason', () => {
    expect(Object.keys(grantedPermissions)).toEqual(['local-network-access', 'local-network', 'loopback-network']);
    for (const [permission, grant] of Object.entries(grantedPermissions)) {
      expect(grant.reason.length).toBeGreaterThan(20);
      for (const kind of windowKinds)
        expect(isPermissionGranted(permission, kind)).toBe(kind === 'server' || kind === 'probe');
      expect(isPermissionGranted(permission, undefined)).toBe(false);
    }
  });

  it.each(refused)('refuses %s to every window', (permission) => {
    for (const kind of [...windowKinds, undefined]) expect(isPermissionGranted(permission, kind)).toBe(false);
  });
});
