/** The last calls to each server's API, for the Requests dock. In memory only, bounded. */
import type { RequestRecord } from '#contract/domain/activity';
import type { Clock, EventSink } from '../ports.ts';

export interface RequestLog {
  append(record: RequestRecord): void;
  /** Oldest first. */
  list(serverId: string, limit: number): RequestRecord[];
  /** Sequence for the next record: one count over all servers. */
  nextSequence(): number;
  dispose(): void;
}

const keptPerServer = 5_000;
/** Records are told in batches, so that a sweep over many rooms is one message. */
const batchMs = 200;

export function createRequestLog(deps: { clock: Clock; events: EventSink }): RequestLog {
  const records = new Map<string, RequestRecord[]>();
  const untold = new Map<string, RequestRecord[]>();
  let sequence = 0;
  let cancelTelling: (() => void) | undefined;

  function tell(): void {
    cancelTelling = undefined;
    for (const [serverId, batch] of untold) deps.events.toServer(serverId, 'requests:logged', batch);
    untold.clear();
  }

  return {
    append(record) {
      const kept = records.get(record.serverId) ?? [];
      kept.push(record);
      if (kept.length > keptPerServer) kept.splice(0, kept.length - keptPerServer);
      records.set(record.serverId, kept);
      untold.set(record.serverId, [...(untold.get(record.serverId) ?? []), record]);
      cancelTelling ??= deps.clock.after(batchMs, tell);
    },
    list: (serverId, limit) => (records.get(serverId) ?? []).slice(-limit),
    nextSequence() {
      sequence += 1;
      return sequence;
    },
    dispose() {
      cancelTelling?.();
    },
  };
}
