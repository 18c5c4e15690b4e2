import type { MenuItemConstructorOptions } from 'electron';
import { expect, it } from 'vitest';
import { describeMenu } from '#main/app/app-menu-template';

function listRoles(items: MenuItemConstructorOptions[]): string[] {
  return items.flatMap(({ role, submenu }) => [
    ...(role ? [role] : []),
    ...(Array.isArray(submenu) ? listRoles(submenu) : []),
  ]);
}

it.each(['darwin', 'linux', 'win32'] as const)(
  'has on %s copy and paste, quitting, and no tools for developers',
  (platform) => {
    const roles = listRoles(describeMenu(platform, () => undefined));
    expect(roles).toContain('editMenu');
    expect(roles.some((role) => role === 'quit' || role === 'appMenu')).toBe(true);
    for (const role of ['toggleDevTools', 'reload', 'forceReload', 'viewMenu']) expect(roles).not.toContain(role);
  },
);
