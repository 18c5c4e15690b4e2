/** Settings as this window sees them: theme, density, remembered panes and folds. Main keeps the file. */
import { create } from 'zustand';
import type { Settings } from '#contract/domain/app-info';
import { listen, request } from '#renderer/lib/bridge.ts';

const defaults: Settings = { theme: 'system', density: 'regular', panes: {}, folded: [], tabs: {} };

export const useSettings = create<Settings>(() => defaults);

/** Reads the settings and follows their changes; returns the way to stop. */
export async function connectSettings(): Promise<() => void> {
  const stop = listen('settings:changed', (settings) => useSettings.setState(settings));
  const answer = await request('settings:read', {});
  // Defaults are good enough to work with; main has logged why the file could not be read.
  if (answer.ok) useSettings.setState(answer.value);
  return stop;
}

/** Chooses how every window looks, and remembers it. */
export function setAppearance(change: Partial<Pick<Settings, 'theme' | 'density'>>): void {
  useSettings.setState(change);
  void request('settings:save', change);
}

/** Remembers the sizes of a group of panes, in percent. */
export function rememberPanes(group: string, sizes: number[]): void {
  const panes = { ...useSettings.getState().panes, [group]: sizes };
  useSettings.setState({ panes });
  void request('settings:save', { panes });
}

/** Remembers which tab of a group is in front. */
export function rememberTab(group: string, tab: string): void {
  const tabs = { ...useSettings.getState().tabs, [group]: tab };
  useSettings.setState({ tabs });
  void request('settings:save', { tabs });
}

/** Folds or unfolds a section or pane by name, and remembers it. */
export function setFolded(name: string, isFolded: boolean): void {
  const others = useSettings.getState().folded.filter((candidate) => candidate !== name);
  const folded = isFolded ? [...others, name] : others;
  useSettings.setState({ folded });
  void request('settings:save', { folded });
}

/** Whether a section or pane is folded, and how to change it. */
export function useFold(name: string): [isFolded: boolean, setIsFolded: (isFolded: boolean) => void] {
  const isFolded = useSettings((settings) => settings.folded.includes(name));
  return [isFolded, (next) => setFolded(name, next)];
}
