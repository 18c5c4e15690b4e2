/** Puts theme and density of the settings on the document element, where the sheets read them. */
import type { Settings } from '#contract/domain/app-info';

/** Applies theme and density; `system` leaves the colour scheme to the operating system. */
export function applyAppearance(settings: Pick<Settings, 'theme' | 'density'>, root: HTMLElement): void {
  if (settings.theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = settings.theme;
  root.dataset.density = settings.density;
}
