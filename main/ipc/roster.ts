/** Requests about what is kept of a server's roster. The server is the sending window's own. */
import { noPreferences } from '#contract/domain/roster-preferences';
import { fail, succeed } from '#contract/result';
import type { RosterPreferencesStore } from '#main/services/settings/roster-preferences';
import { readViewsText } from '#contract/schemas/views-text';
import type { DomainHandlers } from './handler.ts';

export function createRosterHandlers(services: {
  rosterPreferences: RosterPreferencesStore;
}): DomainHandlers<'roster'> {
  const { rosterPreferences } = services;
  return {
    'roster:read-preferences': async (_request, { serverId }) =>
      succeed(serverId === undefined ? noPreferences : rosterPreferences.read(serverId)),
    'roster:save-preferences': async (preferences, { serverId }) => {
      if (serverId === undefined) return fail('forbidden_window', 'This window belongs to no server.');
      await rosterPreferences.save(serverId, preferences);
      return succeed(null);
    },
    'roster:read-views-text': async ({ text }) => {
      const read = readViewsText(text);
      return 'views' in read ? succeed(read.views) : fail('invalid_request', read.fault);
    },
  };
}
