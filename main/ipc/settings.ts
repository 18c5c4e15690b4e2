/** Requests about settings, which every window shares. */
import { succeed } from '#contract/result';
import type { SettingsService } from '#main/services/settings/settings';
import type { DomainHandlers } from './handler.ts';

export function createSettingsHandlers(settings: SettingsService): DomainHandlers<'settings'> {
  return {
    'settings:read': async () => succeed(settings.read()),
    'settings:save': async (change) => succeed(await settings.save(change)),
  };
}
