/** Checks the whole chain: one step after the other in the storage worker, so that writes and main go on meanwhile. */
import type { AuditFinding, AuditVerification } from '#contract/domain/audit';
import type { AuditJobs, VerifyState } from '../../storage/audit-chain/jobs.ts';
import type { Database } from '../../storage/database.ts';
import type { Clock } from '../ports.ts';
import type { ChainKeeper } from '../vault/chain-keeper.ts';

export interface VerifyOptions {
  signal?: AbortSignal;
  onProgress?: (progress: { checkedRows: number; totalRows: number }) => void;
}

const maxFindings = 200;

/** Rejects when the signal ends it, or when the database fails. */
export async function verifyAudit(
  deps: { database: Database; keeper: ChainKeeper; clock: Pick<Clock, 'now'> },
  { signal, onProgress }: VerifyOptions,
): Promise<AuditVerification> {
  const startedAtMs = deps.clock.now();
  const keys = [...deps.keeper.readable];
  const findings: AuditFinding[] = [];
  let findingCount = 0;
  let rowCount = 0;
  let resumedCount = 0;
  let state: VerifyState;
  let isDone: boolean;
  let earlier: VerifyState | null = null;
  do {
    signal?.throwIfAborted();
    const step: AuditJobs['audit.verify']['output'] = await deps.database.work('audit.verify', {
      keys,
      protection: deps.keeper.key.protection,
      state: earlier,
    });
    ({ state, isDone } = step);
    earlier = state;
    rowCount += step.checkedRows;
    resumedCount += step.resumedCount;
    for (const finding of step.findings) if (!extend(findings.at(-1), finding)) keep(finding);
    onProgress?.({ checkedRows: rowCount, totalRows: state.end.sequence - state.firstSequence + 1 });
  } while (!isDone);

  function keep(finding: AuditFinding): void {
    findingCount += 1;
    if (findings.length < maxFindings) findings.push(finding);
  }

  return {
    verdict: judge(findings),
    firstSequence: state.firstSequence,
    lastSequence: state.end.sequence,
    rowCount,
    findings,
    findingCount,
    purgedRows: state.purgedRows,
    resumedCount,
    protection: deps.keeper.protection,
    checkedAtMs: deps.clock.now(),
    tookMs: Math.max(0, deps.clock.now() - startedAtMs),
  };
}

/** A run of rows that went on over the end of a step is one finding. */
function extend(last: AuditFinding | undefined, next: AuditFinding): boolean {
  const isRun = next.kind === 'altered' || next.kind === 'unprovable' || next.kind === 'moved';
  if (!isRun || last?.kind !== next.kind || last.to !== next.from - 1) return false;
  if (last.shift !== next.shift || last.cause !== next.cause) return false;
  last.to = next.to;
  return true;
}

function judge(findings: readonly AuditFinding[]): AuditVerification['verdict'] {
  if (findings.some(({ kind }) => kind !== 'unprovable')) return 'broken';
  return findings.length > 0 ? 'unproven' : 'intact';
}
