/** The rows of the record for hidden joins, whoever makes them. */
import type { AuditEntry } from '../ports.ts';

export interface HiddenJoin {
  joinId: string;
  serverId: string;
  serverName: string;
  room: string;
  identity: string;
}

/** One row; what an ending adds is laid over it. */
export function describeHiddenJoin(
  join: HiddenJoin,
  verb: 'join' | 'leave',
  after: Record<string, string>,
  reason = '',
): AuditEntry {
  return {
    actionId: join.joinId,
    serverId: join.serverId,
    serverName: join.serverName,
    verb,
    room: join.room,
    target: join.identity,
    reason,
    before: '',
    after: JSON.stringify(after),
    outcome: '',
    code: '',
    message: '',
    tookMs: 0,
    requestId: '',
  };
}
