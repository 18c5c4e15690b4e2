/** A run of many whose report is closed: how far it is, and for ten seconds after its end the way back. */
import { memo } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { StepDisc } from '#renderer/components/glyphs/step-disc.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { Toast } from '#renderer/components/toast.tsx';
import { formatCount } from '#renderer/lib/format.ts';
import { actionStore } from '../action-store.ts';
import { undoMs } from '../toast-queue.ts';
import { showReportKeys } from './bulk-reports.tsx';
import { bulkStore, type BulkRun, type BulkState } from './bulk-store.ts';
import { countProgress, countUndoable, groupRows, sayCounts } from './describe-bulk.ts';

export interface BulkToastsProps {
  state: BulkState;
  nowMs: number;
  undoKeys: string;
}

export const BulkToasts = memo(function BulkToasts({ state, nowMs, undoKeys }: BulkToastsProps) {
  return [...state.runs.values()]
    .filter((run) => run.bulkId !== state.shownId && !run.isDismissed && stays(run, nowMs))
    .map((run) => <BulkToast key={run.bulkId} run={run} nowMs={nowMs} undoKeys={undoKeys} />);
});

function BulkToast({ run, nowMs, undoKeys }: { run: BulkRun; nowMs: number; undoKeys: string }) {
  const { done, total } = countProgress(run);
  const hasFailed = run.endedAtMs !== undefined && groupRows(run).needsYou.length > 0;
  const secondsLeft = undoSecondsLeft(run, nowMs);
  return (
    <Toast
      key={hasFailed ? 'failure' : 'progress'}
      icon={<StepDisc step={run.endedAtMs === undefined ? 'accepted' : hasFailed ? 'refused' : 'seen'} />}
      title={<HostileText text={`${run.what}: ${formatCount(done)} of ${formatCount(total)}`} maxCharacters={160} />}
      detail={sayCounts(run)}
      isFailure={hasFailed}
      {...(secondsLeft > 0 ? { end: `${secondsLeft} s` } : {})}
      action={
        <>
          {secondsLeft > 0 && (
            <Button size="small" keys={undoKeys} onClick={() => void undoBulk(run.bulkId)}>
              Undo {formatCount(countUndoable(run))}
            </Button>
          )}
          <Button size="small" keys={showReportKeys()} onClick={() => bulkStore.show(run.bulkId)}>
            Report
          </Button>
        </>
      }
      onDismiss={
        run.endedAtMs === undefined
          ? undefined
          : () => {
              bulkStore.dismiss(run.bulkId);
              actionStore.dismissBulk(run.bulkId);
            }
      }
    />
  );
}

/** Takes a run back and says so where it cannot be. */
export async function undoBulk(bulkId: string): Promise<void> {
  const answer = await bulkStore.undo(bulkId);
  if (answer.ok || answer.error.code === 'declined') return;
  actionStore.notify({ tone: 'refused', title: 'Nothing was taken back', error: answer.error });
}

/** The newest run that Undo still is for. */
export function findUndoableRun({ runs }: BulkState, nowMs: number): BulkRun | undefined {
  return [...runs.values()].findLast((run) => undoSecondsLeft(run, nowMs) > 0);
}

/** As for one, but that closing the report does not end it: it is closed to see the room. */
function undoSecondsLeft(run: BulkRun, nowMs: number): number {
  // The time first: it is asked of each run again and again, and most are long over.
  if (run.endedAtMs === undefined || run.endedAtMs + undoMs <= nowMs || countUndoable(run) === 0) return 0;
  return Math.min(undoMs / 1_000, Math.ceil((run.endedAtMs + undoMs - nowMs) / 1_000));
}

function stays(run: BulkRun, nowMs: number): boolean {
  if (run.endedAtMs === undefined || groupRows(run).needsYou.length > 0) return true;
  return nowMs - run.endedAtMs < undoMs;
}
