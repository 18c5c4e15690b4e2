/**
 * Runs of many as main reports them: who, how far, with what end. A run goes on whether anybody looks at it or not; what it
 * became is kept until the window is closed. Says nothing of its own: each row is what the door has told.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActionProgress, ActionStep, BulkEnd, Plan } from '#contract/domain/action';
import { fail, succeed, type GavelError, type Result } from '#contract/result';
import type { ManyRequest } from '#contract/schemas/verbs';
import { listen, request } from '#renderer/lib/bridge.ts';
import { actionStore, isEnd } from '../action-store.ts';

/** `waiting`: not begun · `cancelled`: stopped before it was sent · `already`: nothing to do · `left_out`: not meant. */
export type BulkStep = Exclude<ActionStep, 'skipped'> | 'waiting' | 'cancelled' | 'already' | 'left_out';

export interface BulkRow {
  target: string;
  step: BulkStep;
  /** Field that it is about; empty until it is known. */
  field: string;
  before: string;
  after: string;
  /** What is there instead, where main has told it. */
  current?: string | undefined;
  error?: GavelError | undefined;
  /** Why it was left out. */
  reason?: string;
  requestId: string;
  tookMs: number;
  isUndoable: boolean;
}

export interface BulkRun {
  /** The plan's id. */
  bulkId: string;
  room: string;
  /** `Turn off the microphone right`. */
  what: string;
  /** For another try; absent for a run that takes another back. */
  request?: ManyRequest | undefined;
  /** The moderator's own why, without what another try adds. */
  reason: string;
  rows: ReadonlyMap<string, BulkRow>;
  startedAtMs: number;
  endedAtMs?: number;
  isStopping: boolean;
  isCancelled: boolean;
  /** Why it ended by itself before its end. */
  error?: GavelError;
  isDismissed: boolean;
  /** Its way back was begun: it is offered once. */
  isTakenBack: boolean;
}

export interface BulkState {
  /** Oldest first. */
  runs: ReadonlyMap<string, BulkRun>;
  /** Whose report stands open. */
  shownId: string | undefined;
}

export interface BulkStart {
  what: string;
  reason: string;
  /** It goes on with another run: the record tells so beside the reason. */
  isAgain?: boolean;
  request?: ManyRequest | undefined;
  /** What it changes of each, as a field name, where that is one. */
  field?: string;
  leftOut?: readonly { target: string; reason: string }[];
}

const keptRuns = 20;
/** Hundreds of reports a second are drawn this often. */
const publishMs = 100;

const maxReasonCharacters = 500;

/** @param review asks the moderator about a plan's warnings that they have not seen */
export function createBulkStore(review: (plan: Plan) => Promise<boolean>) {
  const store: StoreApi<BulkState> = createStore<BulkState>(() => ({ runs: new Map(), shownId: undefined }));
  /** Reports that are not drawn yet, by run. */
  const pending = new Map<string, Map<string, BulkRow>>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function change(bulkId: string, part: Partial<BulkRun>): void {
    store.setState(({ runs }) => {
      const run = runs.get(bulkId);
      return run ? { runs: new Map(runs).set(bulkId, { ...run, ...part }) } : {};
    });
  }

  function publish(): void {
    clearTimeout(timer);
    timer = undefined;
    for (const [bulkId, rows] of pending) change(bulkId, { rows });
    pending.clear();
  }

  function record(progress: ActionProgress): void {
    const { bulkId, target, error } = progress;
    const run = bulkId === undefined ? undefined : store.getState().runs.get(bulkId);
    if (!run || bulkId === undefined) return;
    const rows = pending.get(bulkId) ?? new Map(run.rows);
    pending.set(bulkId, rows);
    const known = rows.get(target);
    if (known && isOver(known.step) && !isEnd(progress.step)) return;
    const skipped = error?.code === 'cancelled' ? 'cancelled' : 'already';
    rows.set(target, {
      target,
      step: progress.step === 'skipped' ? skipped : progress.step,
      field: progress.fields[0] ?? '',
      before: progress.before,
      after: progress.after,
      current: progress.current,
      error,
      requestId: progress.requestId,
      tookMs: progress.tookMs,
      isUndoable: progress.isUndoable,
    });
    // News after the end: it is to be heard, even if the notice was closed.
    if (progress.step === 'drifted') change(bulkId, { isDismissed: false });
    timer ??= setTimeout(publish, publishMs);
  }

  function finish({ bulkId, isCancelled, error, atMs }: BulkEnd): void {
    publish();
    const run = store.getState().runs.get(bulkId);
    if (!run) return;
    const rows = new Map(run.rows);
    for (const [target, row] of rows) if (row.step === 'waiting') rows.set(target, { ...row, step: 'cancelled' });
    change(bulkId, { rows, isCancelled, isStopping: false, endedAtMs: atMs, ...(error ? { error } : {}) });
  }

  /** Runs a plan that the moderator has agreed to, and opens its report. Fails where main did not begin it. */
  async function start(
    plan: Plan,
    { what, reason, isAgain = false, request: wish, field = '', leftOut = [] }: BulkStart,
  ): Promise<Result<null>> {
    const bulkId = plan.planId;
    const rows = new Map([
      ...plan.targets.map((target) => [target.target, { ...readTarget(target), field }] as const),
      ...leftOut.map(({ target, reason: why }) => [target, { ...emptyRow(target, 'left_out'), reason: why }] as const),
    ]);
    const hasWork = plan.targets.some(({ disposition }) => disposition === 'change');
    const run: BulkRun = {
      bulkId,
      room: plan.room,
      what,
      request: wish,
      reason,
      rows,
      startedAtMs: Date.now(),
      isStopping: false,
      isCancelled: false,
      isDismissed: false,
      isTakenBack: false,
    };
    // Main reports before it answers.
    store.setState(({ runs }) => ({ runs: keepNewest(new Map(runs).set(bulkId, run)) }));
    if (!hasWork) {
      change(bulkId, { endedAtMs: Date.now() });
    } else {
      const started = await request('actions:run', {
        planId: bulkId,
        reason: isAgain ? sayAgain(reason) : reason,
      });
      if (!started.ok) {
        forget(bulkId);
        return started;
      }
    }
    store.setState({ shownId: bulkId });
    return succeed(null);
  }

  function forget(bulkId: string): void {
    store.setState(({ runs }) => {
      const next = new Map(runs);
      next.delete(bulkId);
      return { runs: next };
    });
  }

  /** As `start`, for a plan that was made without the moderator looking at it. */
  async function startReviewed(plan: Plan, begin: BulkStart): Promise<Result<null>> {
    // What main asks about by itself is not asked twice.
    if (plan.warnings.length > 0 && !plan.isConfirmedByMain && !(await review(plan))) {
      return fail('declined', 'It was not confirmed; nothing was sent.');
    }
    return start(plan, begin);
  }

  /** What was not sent is not sent. */
  async function stop(bulkId: string): Promise<Result<null>> {
    change(bulkId, { isStopping: true });
    const answer = await request('actions:cancel', { bulkId });
    if (!answer.ok) change(bulkId, { isStopping: false });
    return answer;
  }

  /** Plans the same anew for some of them, on what is there now, and runs it. */
  async function tryAgain(bulkId: string, targets: readonly string[]): Promise<Result<null>> {
    const run = store.getState().runs.get(bulkId);
    if (!run?.request) return fail('unsupported', 'This cannot be tried again from here.');
    const wish = { ...run.request, identities: [...targets] };
    const plan = await request('actions:plan-many', wish);
    if (!plan.ok) return plan;
    const field = run.rows.get(targets[0] ?? '')?.field ?? '';
    const { what, reason } = run;
    const started = await startReviewed(plan.value, { what, reason, isAgain: true, request: wish, field });
    // What failed is told by the new run from here on.
    if (started.ok) change(bulkId, { isDismissed: true });
    return started;
  }

  /** Takes back what was seen of it; whom somebody has changed since is left as they are. */
  async function undo(bulkId: string): Promise<Result<null>> {
    const run = store.getState().runs.get(bulkId);
    const plan = await request('actions:plan-undo', { actionId: bulkId });
    if (!run || !plan.ok) return plan.ok ? fail('plan_unknown', 'There is no such run.') : plan;
    const started = await startReviewed(plan.value, { what: `Take back: ${run.what}`, reason: 'undo' });
    if (started.ok) change(bulkId, { isTakenBack: true, isDismissed: true });
    return started;
  }

  return {
    store,
    record,
    finish,
    publish,
    start,
    stop,
    tryAgain,
    undo,
    show: (bulkId: string | undefined) => store.setState({ shownId: bulkId }),
    dismiss: (bulkId: string) => change(bulkId, { isDismissed: true }),
    /** Follows main's reports; returns the way to stop. */
    connect() {
      const stops = [listen('actions:progress', record), listen('actions:bulk-ended', finish)];
      return () => stops.forEach((end) => end());
    },
  };
}

export type BulkStore = ReturnType<typeof createBulkStore>;

function sayAgain(reason: string): string {
  const again = 'tried again';
  return reason === '' ? again : `${reason.slice(0, maxReasonCharacters - again.length - 3)} (${again})`;
}

/** True for a step after which nothing more is expected (but `drifted` after `seen`). */
export function isOver(step: BulkStep): boolean {
  return step !== 'waiting' && step !== 'queued' && step !== 'sent' && step !== 'accepted';
}

function readTarget({ target, disposition, before, after, error }: Plan['targets'][number]): BulkRow {
  const row = { ...emptyRow(target, 'waiting'), before, after };
  switch (disposition) {
    case 'change':
      return row;
    case 'already':
    case 'skip':
      return { ...row, step: 'already' };
    case 'conflict':
      return { ...row, step: 'refused', error: { code: 'conflict', message: 'Somebody has changed it since.' } };
    case 'refuse':
      return { ...row, step: 'refused', error };
    default:
      return disposition satisfies never;
  }
}

function emptyRow(target: string, step: BulkStep): BulkRow {
  return { target, step, field: '', before: '', after: '', requestId: '', tookMs: 0, isUndoable: false };
}

function keepNewest(runs: Map<string, BulkRun>): Map<string, BulkRun> {
  for (const [bulkId, run] of runs) {
    if (runs.size <= keptRuns) break;
    if (run.endedAtMs !== undefined) runs.delete(bulkId);
  }
  return runs;
}

/** The runs of this window. */
export const bulkStore = createBulkStore(actionStore.review);
