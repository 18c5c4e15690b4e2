/** The report of a run of many, live: what needs the moderator first. It can be closed at any time; the run goes on. */
import { memo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { GavelError, Result } from '#contract/result';
import { Button } from '#renderer/components/button.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { StepDisc } from '#renderer/components/glyphs/step-disc.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { readMasks } from '#renderer/features/roster/preferences-store.ts';
import { showKeys, useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import { formatCount, formatTime } from '#renderer/lib/format.ts';
import type { ActionStep } from '#contract/domain/action';
import { actionStore } from '../action-store.ts';
import { copyTold } from '../copy-told.ts';
import { WarningsDialog } from '../warnings-dialog.tsx';
import { BulkBar, type BulkPart } from './bulk-bar.tsx';
import { bulkStore, type BulkRow, type BulkRun, type BulkState, type BulkStep } from './bulk-store.ts';
import { BulkList, BulkTabs } from './bulk-tabs.tsx';
import {
  bulkGroups,
  countProgress,
  countUndoable,
  describeRow,
  groupRows,
  listRetriable,
  listUnsent,
  nameGroup,
  sayCounts,
  type BulkGroup,
} from './describe-bulk.ts';
import { writeReport } from './write-report.ts';
import './bulk.css';

const showCommand = {
  id: 'bulk.show',
  label: 'Show the report of the last change of many',
  place: 'Everywhere',
  keys: 'Shift+P',
} as const satisfies CommandDefinition;

/** Its keys are there all the same while none is open. */
export const BulkReports = memo(function BulkReports({ state: { runs, shownId } }: { state: BulkState }) {
  const last = [...runs.values()].at(-1);
  useCommands([
    {
      ...showCommand,
      offReason: last ? undefined : 'Nothing was changed for many since this window was opened.',
      run: () => bulkStore.show(last?.bulkId),
    },
  ]);
  const run = shownId === undefined ? undefined : runs.get(shownId);
  return run ? <ReportDialog key={run.bulkId} run={run} /> : null;
});

export const showReportKeys = (): string => showKeys(showCommand.keys);

function ReportDialog({ run }: { run: BulkRun }) {
  const groups = groupRows(run);
  const [chosen, setChosen] = useState<BulkGroup>();
  const [error, setError] = useState<GavelError>();
  const review = useStore(actionStore.store, (state) => state.review);
  const closer = useRef<HTMLButtonElement>(null);
  const isRunning = run.endedAtMs === undefined;
  const { done, total } = countProgress(run);
  const retriable = listRetriable(run);
  const unsent = listUnsent(run);
  const undoable = countUndoable(run);
  const isOffered = (group: BulkGroup): boolean => groups[group].length > 0 || group === 'needsYou' || group === 'seen';
  const tab = chosen ?? (groups.needsYou.length > 0 || isRunning ? 'needsYou' : 'seen');

  function close(): void {
    bulkStore.show(undefined);
    // What failed was looked at; what went well stands as a notice while it can be undone.
    if (isRunning || groups.needsYou.length === 0) return;
    bulkStore.dismiss(run.bulkId);
    actionStore.dismissBulk(run.bulkId);
  }
  async function take(work: Promise<Result<null>>): Promise<void> {
    const answer = await work;
    setError(answer.ok || answer.error.code === 'declined' ? undefined : answer.error);
  }

  async function retry(targets: readonly string[]): Promise<void> {
    await take(bulkStore.tryAgain(run.bulkId, targets));
    if (bulkStore.store.getState().shownId !== run.bulkId) actionStore.dismissBulk(run.bulkId);
  }

  return (
    <Dialog
      title={`${run.what}: ${formatCount(total)} ${total === 1 ? 'person' : 'people'}`}
      name="Plan"
      subtitle={
        isRunning
          ? 'Each is read, changed and read again. You can close this; it goes on.'
          : `Began ${formatTime(run.startedAtMs)}, ${run.isCancelled ? 'stopped' : 'ended'} ${formatTime(run.endedAtMs ?? 0)}.`
      }
      width="wide"
      isOpen
      onClose={close}
      initialFocus={closer}
      quietActions={
        <>
          {isRunning && (
            <Button
              size="large"
              look="danger"
              offReason={run.isStopping ? 'It is stopping: what is under way comes to its end.' : undefined}
              hint="What is under way ends; the rest is not sent. What is done stays."
              onClick={() => void take(bulkStore.stop(run.bulkId))}
            >
              Stop here
            </Button>
          )}
          <Button
            size="large"
            look="quiet"
            onClick={() => void copyTold(actionStore, 'Copied: the report', writeReport(run, readMasks()))}
          >
            Copy report
          </Button>
        </>
      }
      actions={
        <>
          {undoable > 0 && (
            <Button size="large" onClick={() => void take(bulkStore.undo(run.bulkId))}>
              Undo {formatCount(undoable)}
            </Button>
          )}
          {unsent.length > 0 && (
            <Button size="large" onClick={() => void retry(unsent)}>
              Go on with {formatCount(unsent.length)}
            </Button>
          )}
          {retriable.length > 0 && (
            <Button size="large" onClick={() => void retry(retriable)}>
              Retry {formatCount(retriable.length)} failed
            </Button>
          )}
          <Button size="large" look="primary" keys="Esc" ref={closer} onClick={close}>
            Close
          </Button>
        </>
      }
    >
      <div className="bulk">
        {run.error && <ErrorPanel error={run.error} isCompact />}
        {error && <ErrorPanel error={error} isCompact />}
        <div
          role="progressbar"
          aria-label="Done"
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={done}
          aria-valuetext={`${formatCount(done)} of ${formatCount(total)}: ${sayCounts(run)}`}
        >
          <BulkBar parts={listParts(run)} end={`${formatCount(done)} of ${formatCount(total)}`} />
        </div>
        <p className="base-hidden" role="status">
          {isRunning ? '' : `Ended: ${sayCounts(run)}`}
        </p>
        <BulkTabs
          name="Results"
          tabs={bulkGroups
            .filter((group) => isOffered(group) || group === tab)
            .map((group) => ({ value: group, label: nameGroup(group, run), count: groups[group].length }))}
          value={tab}
          onValueChange={setChosen}
        >
          <BulkList
            name={nameGroup(tab, run)}
            rows={groups[tab]}
            empty={tab === 'needsYou' && !isRunning ? 'Nothing needs you.' : 'Nobody.'}
            renderRow={renderRow}
          />
        </BulkTabs>
      </div>
      {review && <WarningsDialog key={review.plan.planId} review={review} />}
    </Dialog>
  );
}

const discs: Readonly<Record<BulkStep, ActionStep>> = {
  waiting: 'queued',
  queued: 'queued',
  sent: 'sent',
  accepted: 'accepted',
  seen: 'seen',
  refused: 'refused',
  drifted: 'drifted',
  effect_unknown: 'effect_unknown',
  cancelled: 'skipped',
  already: 'skipped',
  left_out: 'skipped',
};

function renderRow(row: BulkRow) {
  return (
    <>
      <StepDisc step={discs[row.step]} />
      <span className="bulk-who">
        <HostileText text={row.target} maxCharacters={80} />
      </span>
      <span className="bulk-words">
        <HostileText text={describeRow(row)} maxCharacters={300} />
      </span>
    </>
  );
}

function listParts(run: BulkRun): BulkPart[] {
  const count = (...steps: BulkStep[]): number =>
    [...run.rows.values()].filter(({ step }) => steps.includes(step)).length;
  return [
    { look: 'seen', label: 'seen', count: count('seen') },
    { look: 'underway', label: 'under way', count: count('queued', 'sent', 'accepted') },
    { look: 'refused', label: 'refused', count: count('refused') },
    { look: 'drifted', label: 'drifted', count: count('drifted') },
    { look: 'unknown', label: 'effect unknown', count: count('effect_unknown') },
    {
      look: 'waiting',
      label: run.endedAtMs === undefined ? 'waiting' : 'not sent',
      count: count('waiting', 'cancelled'),
    },
  ];
}
