/** Which of Chromium's permissions a window gets: one table, each entry with its reason. Pure. */
import type { WindowKind } from '#contract/domain/app-info';

interface Grant {
  windows: readonly WindowKind[];
  reason: string;
}

/** Whatever is not named here is refused. */
export const grantedPermissions: Readonly<Record<string, Grant>> = {
  'local-network-access': {
    windows: ['server', 'probe'],
    reason: 'Newer Chromium asks before a page may reach a server in the local network; LiveKit often runs there.',
  },
  'local-network': {
    windows: ['server', 'probe'],
    reason: 'The newer name of the same permission, for private addresses.',
  },
  'loopback-network': {
    windows: ['server', 'probe'],
    reason: 'The newer name of the same permission, for servers on this computer.',
  },
};

/** True if a window of this kind may have the permission. Windows unknown to us get nothing. */
export function isPermissionGranted(permission: string, windowKind: WindowKind | undefined): boolean {
  if (windowKind === undefined || !Object.hasOwn(grantedPermissions, permission)) return false;
  return grantedPermissions[permission]?.windows.includes(windowKind) ?? false;
}
