/** All handlers but those of the app itself, put together from the services. */
import type { ServicePorts, Services } from '../services/compose.ts';
import { createActionHandlers } from './actions.ts';
import { createAuditHandlers } from './audit.ts';
import { createDispatchHandlers } from './dispatches.ts';
import type { Handlers } from './handler.ts';
import { createRequestLogHandlers } from './request-log.ts';
import { createProbeHandlers } from './probe.ts';
import { createLastRoomHandlers } from './last-rooms.ts';
import { createLinkHandlers } from './links.ts';
import { createListeningHandlers } from './listening.ts';
import { createRosterHandlers } from './roster.ts';
import { createRoomHandlers } from './rooms.ts';
import { createServerHandlers } from './servers.ts';
import { createSettingsHandlers } from './settings.ts';

export function createHandlers(
  services: Services,
  { windows, events }: Pick<ServicePorts, 'windows' | 'events'>,
): Omit<Handlers, `app:${string}`> {
  return {
    ...createServerHandlers({ ...services, windows }),
    ...createSettingsHandlers(services.settings),
    ...createRequestLogHandlers(services.requestLog),
    ...createAuditHandlers({ audit: services.audit, events }),
    ...createRoomHandlers(services),
    ...createProbeHandlers(services),
    ...createActionHandlers(services),
    ...createListeningHandlers(services),
    ...createDispatchHandlers(services),
    ...createLastRoomHandlers(services),
    ...createRosterHandlers(services),
    ...createLinkHandlers(services),
  };
}
