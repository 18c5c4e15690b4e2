/** Requests for the record of privileged actions: the manager sees all of it, a server's window its own server's rows. */
import { fail, succeed } from '#contract/result';
import type { Audit } from '#main/services/audit/audit';
import type { EventSink } from '#main/services/ports';
import type { DomainHandlers, Sender } from './handler.ts';

export function createAuditHandlers({
  audit,
  events,
}: {
  audit: Audit;
  events: Pick<EventSink, 'toWindow'>;
}): DomainHandlers<'audit'> {
  /** Checks under way, by the window that asked and its own name for it. */
  const checks = new Map<string, AbortController>();
  const nameCheck = ({ windowId }: Sender, verifyId: string): string => `${windowId} ${verifyId}`;

  return {
    'audit:list': async ({ limit, beforeSequence }, sender) =>
      succeed(await audit.list(readScope(sender), limit, beforeSequence)),
    'audit:read-row': async ({ sequence }, sender) => {
      const row = await audit.read(readScope(sender), sequence);
      return row ? succeed(row) : fail('not_found', 'This row is not in the record (any more).');
    },
    'audit:read-status': async () => succeed(await audit.readStatus()),
    'audit:verify': async ({ verifyId }, sender) => {
      const name = nameCheck(sender, verifyId);
      if (checks.has(name)) return fail('conflict', 'This check is running already.');
      const check = new AbortController();
      checks.set(name, check);
      try {
        const onProgress = (progress: { checkedRows: number; totalRows: number }): void =>
          events.toWindow(sender.windowId, 'audit:verify-progress', { verifyId, ...progress });
        return succeed(await audit.verify({ signal: check.signal, onProgress }));
      } catch (error) {
        if (check.signal.aborted) return fail('cancelled', 'The check was called off.');
        throw error;
      } finally {
        checks.delete(name);
      }
    },
    'audit:cancel-verify': async ({ verifyId }, sender) => {
      checks.get(nameCheck(sender, verifyId))?.abort();
      return succeed(null);
    },
    'audit:purge': async ({ olderThanDays }) => succeed(await audit.purge(olderThanDays)),
  };
}

/** SECURITY: all servers are the manager's alone; what a server's window may see is known from the window. */
function readScope({ windowKind, serverId }: Sender): string | undefined {
  if (windowKind === 'manager') return undefined;
  return serverId ?? '(no server)';
}
