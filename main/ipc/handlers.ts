/** All handlers but those of the app itself, put together from the services. */
import type { ServicePorts, Services } from '../services/compose.ts';
import { createActionHandlers } from './actions.ts';
import { createActivityHandlers } from './activity.ts';
import { createDispatchHandlers } from './dispatches.ts';
import type { Handlers } from './handler.ts';
import { createRoomHandlers } from './rooms.ts';
import { createServerHandlers } from './servers.ts';
import { createSettingsHandlers } from './settings.ts';

export function createHandlers(
  services: Services,
  { windows }: Pick<ServicePorts, 'windows'>,
): Omit<Handlers, `app:${string}`> {
  return {
    ...createServerHandlers({ servers: services.servers, windows }),
    ...createSettingsHandlers(services.settings),
    ...createActivityHandlers(services),
    ...createRoomHandlers(services),
    ...createActionHandlers(services),
    ...createDispatchHandlers(services),
  };
}
