/** Views, column types and masks of each server's roster. Keeps them; what they mean is the window's. */
import { noPreferences, type RosterPreferences } from '#contract/domain/roster-preferences';
import { rosterPreferencesSchema } from '#contract/schemas/roster-preferences';
import { createServerFile, type ServerFileDeps } from './server-file.ts';

export interface RosterPreferencesStore {
  read(serverId: string): RosterPreferences;
  save(serverId: string, preferences: RosterPreferences): Promise<void>;
}

/** A damaged file is set aside; every server then begins with none. */
export async function createRosterPreferences(deps: ServerFileDeps): Promise<RosterPreferencesStore> {
  const file = await createServerFile({ ...deps, what: 'views and masks', valueSchema: rosterPreferencesSchema });
  return { read: (serverId) => file.read(serverId) ?? noPreferences, save: file.save };
}
