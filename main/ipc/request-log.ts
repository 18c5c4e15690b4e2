/** Requests for the log of API calls. A window gets those of its own server only. */
import { fail, succeed } from '#contract/result';
import type { RequestLog } from '#main/services/request-log/request-log';
import type { DomainHandlers } from './handler.ts';

export function createRequestLogHandlers(requestLog: RequestLog): DomainHandlers<'requests'> {
  return {
    'requests:list': async ({ limit }, { serverId }) =>
      serverId === undefined
        ? fail('forbidden_window', 'This window belongs to no server.')
        : succeed(requestLog.list(serverId, limit)),
  };
}
