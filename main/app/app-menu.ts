/** Gives the app its menu, which is out of sight but on macOS. */
import { Menu } from 'electron';
import { describeMenu } from './app-menu-template.ts';

/** @param onShowKeys shows the keys of where the moderator is */
export function setupAppMenu(onShowKeys: () => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(describeMenu(process.platform, onShowKeys)));
}
