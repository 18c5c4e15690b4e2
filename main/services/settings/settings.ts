/** Theme, density and remembered panes: one JSON file, the same for every window. */
import { z } from 'zod';
import type { Settings } from '#contract/domain/app-info';
import { settingsSchema } from '#contract/schemas/requests';
import { readJsonFile, writeJsonFile } from '../../storage/json-file.ts';
import type { Clock, EventSink, Logger } from '../ports.ts';

export interface SettingsService {
  read(): Settings;
  /** Changes the given members, tells every window and writes the file. */
  save(change: Partial<{ [Name in keyof Settings]: Settings[Name] | undefined }>): Promise<Settings>;
}

const defaults: Settings = { theme: 'system', density: 'regular', panes: {}, folded: [], tabs: {} };

/** Files of older versions know no tabs, and name what is kept elsewhere by now. */
const fileSchema = z.object({ ...settingsSchema.shape, tabs: settingsSchema.shape.tabs.default({}) });

/** More groups of panes or tabs than the app has; a window that makes up names must not fill the disk. */
const maxGroups = 40;

export async function createSettings(deps: {
  filePath: string;
  clock: Clock;
  events: EventSink;
  logger: Logger;
}): Promise<SettingsService> {
  const content = await readJsonFile(deps.filePath, fileSchema, deps.clock.now());
  if (content.kind === 'damaged') deps.logger.warn(`settings set aside as ${content.setAsidePath}: ${content.reason}`);
  let settings = content.kind === 'read' ? content.value : defaults;
  let writing: Promise<void> = Promise.resolve();

  return {
    read: () => settings,
    async save(change) {
      settings = {
        theme: change.theme ?? settings.theme,
        density: change.density ?? settings.density,
        panes: keepLast({ ...settings.panes, ...change.panes }),
        folded: change.folded ?? settings.folded,
        tabs: keepLast({ ...settings.tabs, ...change.tabs }),
      };
      const saved = settings;
      deps.events.toEveryWindow('settings:changed', saved);
      const written = writing.then(() => writeJsonFile(deps.filePath, saved));
      writing = written.catch(() => undefined);
      await written;
      return saved;
    },
  };
}

function keepLast<Value>(groups: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(groups).slice(-maxGroups));
}
