/** Requests for the records that main keeps: API calls and the audit. A window gets those of its own server only. */
import { fail, succeed } from '#contract/result';
import type { Audit } from '#main/services/audit/audit';
import type { RequestLog } from '#main/services/request-log/request-log';
import type { DomainHandlers } from './handler.ts';

export function createActivityHandlers(deps: {
  audit: Audit;
  requestLog: RequestLog;
}): DomainHandlers<'requests'> & DomainHandlers<'audit'> {
  const noServer = fail('forbidden_window', 'This window belongs to no server.');
  return {
    'requests:list': async ({ limit }, { serverId }) =>
      serverId === undefined ? noServer : succeed(deps.requestLog.list(serverId, limit)),
    'audit:list': async ({ limit, beforeSequence }, { serverId }) =>
      serverId === undefined ? noServer : succeed(await deps.audit.list(serverId, limit, beforeSequence)),
  };
}
