/** What a window may know of the app it runs in. */

export const windowKinds = ['manager', 'form', 'server', 'probe'] as const;
/**
 * manager: the list of servers · form: add or edit one server, gone after saving · server: one server's rooms · probe: a
 * hidden page that tries the browser's way to one server during a check, gone after it.
 */
export type WindowKind = (typeof windowKinds)[number];

export interface AppInfo {
  windowKind: WindowKind;
  version: string;
  electron: string;
  chrome: string;
  node: string;
  platform: string;
  isPackaged: boolean;
  /** False when the operating system's sandbox is off: the window says so. */
  isSandboxed: boolean;
  /** For the nonce of styles that libraries add at run time; made anew for every load. */
  styleNonce: string;
}

export const themes = ['system', 'light', 'dark'] as const;
export const densities = ['compact', 'regular', 'roomy'] as const;

export interface Settings {
  theme: (typeof themes)[number];
  density: (typeof densities)[number];
  /** Sizes of panes in percent, by the name of their group. */
  panes: Record<string, number[]>;
  /** Names of sections and panes that are folded. */
  folded: string[];
  /** The tab in front of each group of tabs, by the group's name. */
  tabs: Record<string, string>;
}
