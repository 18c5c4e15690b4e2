/** Toasts for this window's actions, Undo for ten seconds, and the question about a plan's warnings. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { Toast, ToastStack } from '#renderer/components/toast.tsx';
import { showKeys, useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import { formatTook } from '#renderer/lib/format.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { actionStore, type ActionEntry, type ActionNotice, type ActionState } from './action-store.ts';
import { BulkReports } from './bulk/bulk-reports.tsx';
import { bulkStore } from './bulk/bulk-store.ts';
import { BulkToasts, findUndoableRun, undoBulk } from './bulk/bulk-toasts.tsx';
import { describeAction } from './describe-action.ts';
import { StepDisc } from '#renderer/components/glyphs/step-disc.tsx';
import { isFailure, listToasts, undoSecondsLeft } from './toast-queue.ts';
import { WarningsDialog } from './warnings-dialog.tsx';

const undoCommand = {
  id: 'action.undo',
  label: 'Undo the last change, for 10 s',
  place: 'Everywhere',
  keys: '$mod+z',
} as const satisfies CommandDefinition;

export interface ActionToastsProps {
  /** Opens the dock, where everything is listed. */
  onShowAll: () => void;
}

export function ActionToasts({ onShowAll }: ActionToastsProps) {
  const state = useStore(actionStore.store);
  const bulk = useStore(bulkStore.store);
  const nowMs = useNow();
  useEffect(() => actionStore.connect(), []);
  useEffect(() => bulkStore.connect(), []);
  useCommands([
    {
      ...undoCommand,
      offReason:
        findUndoable(state, nowMs) || findUndoableRun(bulk, nowMs)
          ? undefined
          : 'Nothing was changed in the last 10 s.',
      run: undoNewest,
    },
  ]);
  const { items, hiddenCount } = listToasts(state, nowMs);
  const isReportOpen = bulk.shownId !== undefined && bulk.runs.has(bulk.shownId);
  return (
    <>
      <ToastStack>
        {items.map((item) =>
          item.kind === 'action' ? (
            <ActionToast key={item.entry.actionId} entry={item.entry} nowMs={nowMs} isFailure={isFailure(item)} />
          ) : (
            <NoticeToast key={item.notice.id} notice={item.notice} />
          ),
        )}
        <BulkToasts state={bulk} nowMs={nowMs} undoKeys={showKeys(undoCommand.keys)} />
        {hiddenCount > 0 && (
          <Button className="toast-more" size="small" onClick={onShowAll}>
            and {hiddenCount} more
          </Button>
        )}
      </ToastStack>
      <BulkReports state={bulk} />
      {state.review && !isReportOpen && <WarningsDialog key={state.review.plan.planId} review={state.review} />}
    </>
  );
}

function ActionToast({
  entry,
  nowMs,
  isFailure: hasFailed,
}: {
  entry: ActionEntry;
  nowMs: number;
  isFailure: boolean;
}) {
  const { title, detail } = describeAction(entry);
  const secondsLeft = undoSecondsLeft(entry, nowMs);
  const isUnderWay = entry.step === 'sent' || entry.step === 'accepted';
  const end =
    secondsLeft > 0 ? `${secondsLeft} s` : isUnderWay ? formatTook(Math.max(0, nowMs - entry.atMs)) : undefined;
  return (
    <Toast
      // A failure after success is a new message: a new element makes it heard.
      key={hasFailed ? 'failure' : 'progress'}
      icon={<StepDisc step={entry.step} />}
      title={<HostileText text={title} maxCharacters={160} />}
      detail={<HostileText text={detail} maxCharacters={400} />}
      isFailure={hasFailed}
      {...(end === undefined ? {} : { end })}
      {...(secondsLeft > 0
        ? {
            action: (
              <Button
                size="small"
                keys={showKeys(undoCommand.keys)}
                onClick={() => void actionStore.undo(entry.actionId)}
              >
                Undo
              </Button>
            ),
          }
        : {})}
      onDismiss={isUnderWay ? undefined : () => actionStore.dismiss(entry.actionId)}
    />
  );
}

function NoticeToast({ notice }: { notice: ActionNotice }) {
  const detail = [notice.error?.message, notice.error?.detail?.cure].filter(Boolean).join(' ');
  useEffect(() => {
    if (notice.tone === 'refused') return undefined;
    const timer = setTimeout(() => actionStore.dismiss(notice.id), 6_000);
    return () => clearTimeout(timer);
  }, [notice.id, notice.tone]);
  return (
    <Toast
      icon={<StepDisc step={notice.tone === 'refused' ? 'refused' : 'skipped'} />}
      title={<HostileText text={notice.title} maxCharacters={160} />}
      {...(detail === '' ? {} : { detail: <HostileText text={detail} maxCharacters={400} /> })}
      isFailure={notice.tone === 'refused'}
      onDismiss={() => actionStore.dismiss(notice.id)}
    />
  );
}

/** The newest of what was done to one and to many. */
function undoNewest(): void {
  const nowMs = Date.now();
  const entry = findUndoable(actionStore.store.getState(), nowMs);
  const run = findUndoableRun(bulkStore.store.getState(), nowMs);
  if (run && (run.endedAtMs ?? 0) >= (entry?.atMs ?? 0)) void undoBulk(run.bulkId);
  else if (entry) void actionStore.undo(entry.actionId);
}

function findUndoable({ actions }: ActionState, nowMs: number): ActionEntry | undefined {
  return [...actions.values()].findLast(
    (entry) => entry.bulkId === undefined && !entry.isDismissed && undoSecondsLeft(entry, nowMs) > 0,
  );
}
