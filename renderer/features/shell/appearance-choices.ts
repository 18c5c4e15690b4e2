/** Theme and density as parts of a menu and as commands, wherever a window offers them. */
import { densities, themes, type Settings } from '#contract/domain/app-info';
import type { MenuChoice } from '#renderer/components/menu.tsx';
import type { Command } from '#renderer/lib/commands.ts';
import { setAppearance, useSettings } from './settings-store.ts';

const themeWords: Record<Settings['theme'], string> = { system: 'As the system', light: 'Light', dark: 'Dark' };
const densityWords: Record<Settings['density'], string> = { compact: 'Compact', regular: 'Regular', roomy: 'Roomy' };

/** What stands now, and how to change it for every window. */
export function useAppearanceChoices(): MenuChoice[] {
  const theme = useSettings((settings) => settings.theme);
  const density = useSettings((settings) => settings.density);
  return [
    {
      heading: 'Theme',
      value: theme,
      choices: themes.map((value) => ({ value, label: themeWords[value] })),
      onChoose: (value) => setAppearance({ theme: value as Settings['theme'] }),
    },
    {
      heading: 'Rows',
      value: density,
      choices: densities.map((value) => ({ value, label: densityWords[value] })),
      onChoose: (value) => setAppearance({ density: value as Settings['density'] }),
    },
  ];
}

/** The same for the palette: one command a choice, off where it is so already. */
export function useAppearanceCommands(): Command[] {
  return useAppearanceChoices().flatMap(({ heading, value, choices, onChoose }) =>
    choices.map((choice) => ({
      id: `${heading.toLowerCase()}.${choice.value}`,
      label: `${heading}: ${choice.label.toLowerCase()}`,
      place: 'Everywhere' as const,
      offReason: choice.value === value ? 'It is so already.' : undefined,
      run: () => onChoose(choice.value),
    })),
  );
}
