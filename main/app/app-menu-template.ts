/** What is in the application's menu: standard verbs and their keys. */
import type { MenuItemConstructorOptions } from 'electron';

/**
 * The menu's template. Reloading is not in it: it would leave every room. SECURITY: nor are developer tools, with which a
 * page could be talked into anything.
 */
export function describeMenu(platform: NodeJS.Platform, onShowKeys: () => void): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  return [
    isMac
      ? { role: 'appMenu' }
      : { label: '&File', submenu: [{ role: 'close' }, { role: 'quit', accelerator: 'Ctrl+Q' }] },
    // Copy and paste need it on macOS.
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    // The page binds the key itself, where no text is typed.
    { role: 'help', submenu: [{ label: 'Keys of where you are', click: onShowKeys }] },
  ];
}
