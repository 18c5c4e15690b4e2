/** All handlers but those of the app itself, put together from the services. */
import { fail } from '#contract/result';
import type { ServicePorts, Services } from '../services/compose.ts';
import { createActivityHandlers } from './activity.ts';
import type { Handlers } from './handler.ts';
import { createServerHandlers } from './servers.ts';
import { createSettingsHandlers } from './settings.ts';

export function createHandlers(
  services: Services,
  ports: Pick<ServicePorts, 'windows'>,
): Omit<Handlers, `app:${string}`> {
  const missing = async () => fail('unsupported', 'Rooms cannot be opened yet.');
  return {
    ...createServerHandlers({ servers: services.servers, windows: ports.windows }),
    ...createSettingsHandlers(services.settings),
    ...createActivityHandlers({ audit: services.audit, requestLog: services.requestLog }),
    'rooms:list': missing,
    'rooms:join': missing,
    'rooms:report-join': missing,
    'rooms:leave': missing,
    'rooms:read-facts': missing,
    'rooms:hint': missing,
    'actions:plan': missing,
    'actions:plan-undo': missing,
    'actions:run': missing,
    'dispatches:list': missing,
  };
}
