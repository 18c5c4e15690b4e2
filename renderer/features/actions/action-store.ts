/**
 * What this window has asked the door to do, step by step as main reports it. Says nothing on its own: success is what
 * main has seen. Keeps an action until it is over and looked at; features ask it for the step of a cell.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActionProgress, ActionStep, Plan, PlanTarget } from '#contract/domain/action';
import type { RequestOf } from '#contract/channels';
import type { GavelError, Result } from '#contract/result';
import { nameAttributeField } from '#contract/fields';
import { listen, request } from '#renderer/lib/bridge.ts';
import { createSentChanges } from './sent-changes.ts';

export type ActionRequest = RequestOf<'actions:plan'>;

/** An action of this window, newest report. */
export interface ActionEntry extends ActionProgress {
  /** True once the moderator has closed its toast. */
  isDismissed: boolean;
}

/** A failure that came before anything was sent, a wish that needed nothing, or what was done in this window alone. */
export interface ActionNotice {
  id: string;
  tone: 'refused' | 'already' | 'told';
  title: string;
  error?: GavelError;
}

export interface ActionState {
  /** By action id, oldest first. */
  actions: ReadonlyMap<string, ActionEntry>;
  notices: readonly ActionNotice[];
  /** Plans that are being made, as cells: `room target field`. */
  queued: ReadonlySet<string>;
  /** A plan whose warnings wait for an answer. */
  review: { plan: Plan; answer: (isConfirmed: boolean) => void } | undefined;
}

/** How planning and starting an action ended. The steps that follow come through the store. */
export type ActionStart =
  | { kind: 'running'; actionId: string }
  | { kind: 'conflict'; target: PlanTarget }
  | { kind: 'already' }
  | { kind: 'declined' }
  | { kind: 'failed'; error: GavelError };

export interface RunOptions {
  /** Goes into the audit. */
  reason?: string;
  /** The caller has shown the warnings itself, beside the draft. */
  isReviewed?: boolean;
}

/** How long the outcome of a change is shown in its cell; main watches it as long. */
const cellShowsMs = 5_000;
const keptActions = 200;
/** Nobody closes hundreds; the newest say what is so now. */
const keptNotices = 200;
/** Those of runs of many, which have reports of their own, are kept for their cells alone. */
const keptBulkActions = 1_000;
/** Hundreds of reports a second of a run of many are drawn this often. */
const publishMs = 100;

export function createActionStore() {
  const store: StoreApi<ActionState> = createStore<ActionState>(() => ({
    actions: new Map(),
    notices: [],
    queued: new Set(),
    review: undefined,
  }));
  const sentChanges = createSentChanges();
  let noticeCount = 0;
  /** Reports of runs of many that are not drawn yet. */
  let pending: ActionProgress[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let index: CellIndex = { actions: new Map(), byCell: new Map() };

  /** Takes a report of main: at once what was done to one, a little later what is one of many. */
  function record(progress: ActionProgress): void {
    sentChanges.record(progress);
    if (progress.bulkId === undefined) return take([progress], false);
    pending.push(progress);
    timer ??= setTimeout(publish, publishMs);
  }

  function publish(): void {
    clearTimeout(timer);
    timer = undefined;
    if (pending.length === 0) return;
    const reports = pending;
    pending = [];
    take(reports, true);
  }

  /** A step never goes back from an end to `sent` or `accepted`. */
  function take(reports: readonly ActionProgress[], isBulk: boolean): void {
    store.setState(({ actions }) => {
      const next = new Map(actions);
      for (const progress of reports) {
        const known = next.get(progress.actionId);
        if (known && isEnd(known.step) && !isEnd(progress.step)) continue;
        // A new end (drifted after seen) is shown again, even if the toast was closed.
        const isDismissed = known?.step === progress.step && known.isDismissed;
        next.set(progress.actionId, { ...progress, isDismissed });
      }
      dropOldest(next, isBulk);
      return { actions: next };
    });
  }

  function notify(notice: Omit<ActionNotice, 'id'>): void {
    noticeCount += 1;
    const id = `notice-${noticeCount}`;
    store.setState(({ notices }) => ({ notices: [...notices, { ...notice, id }].slice(-keptNotices) }));
  }

  function failWith(title: string, error: GavelError): ActionStart {
    if (error.code === 'declined') return { kind: 'declined' };
    notify({ tone: 'refused', title, error });
    return { kind: 'failed', error };
  }

  async function runPlan(answer: Result<Plan>, options: RunOptions): Promise<ActionStart> {
    if (!answer.ok) return failWith('Nothing was sent', answer.error);
    const plan = answer.value;
    const [target] = plan.targets;
    if (!target) return { kind: 'already' };
    const owner = target.target || plan.room;
    switch (target.disposition) {
      case 'conflict':
        return { kind: 'conflict', target };
      case 'already':
      case 'skip':
        notify({ tone: 'already', title: `${owner}: it is so already, nothing was sent` });
        return { kind: 'already' };
      case 'refuse':
        return failWith(
          `Nothing was sent for ${owner}`,
          target.error ?? { code: 'unsupported', message: 'This cannot be done.' },
        );
      case 'change':
        break;
      default:
        return target.disposition satisfies never;
    }
    if (!options.isReviewed && !plan.isConfirmedByMain && plan.warnings.length > 0 && !(await review(plan))) {
      return { kind: 'declined' };
    }
    const started = await request('actions:run', { planId: plan.planId, reason: options.reason ?? '' });
    if (!started.ok) return failWith(`Nothing was changed for ${owner}`, started.error);
    return { kind: 'running', actionId: started.value.actionId };
  }

  /** Asks the moderator about a plan's warnings; a second plan meanwhile declines the first. */
  function review(plan: Plan): Promise<boolean> {
    store.getState().review?.answer(false);
    return new Promise((resolve) => {
      store.setState({
        review: {
          plan,
          answer: (isConfirmed) => {
            store.setState({ review: undefined });
            resolve(isConfirmed);
          },
        },
      });
    });
  }

  /** Plans an action on fresh state, asks about its warnings and starts it. */
  async function planAndRun(action: ActionRequest, options: RunOptions = {}): Promise<ActionStart> {
    const cells = listCells(action);
    setQueued((queued) => cells.forEach((cell) => queued.add(cell)));
    try {
      return await runPlan(await request('actions:plan', action), options);
    } finally {
      setQueued((queued) => cells.forEach((cell) => queued.delete(cell)));
    }
  }

  function setQueued(change: (queued: Set<string>) => void): void {
    const queued = new Set(store.getState().queued);
    change(queued);
    store.setState({ queued });
  }

  /** The cells of a run of many tell its failures until its report was looked at. */
  function dismissBulk(bulkId: string): void {
    publish();
    store.setState(({ actions }) => ({
      actions: new Map(
        [...actions].map(([id, entry]) => [id, entry.bulkId === bulkId ? { ...entry, isDismissed: true } : entry]),
      ),
    }));
  }

  /** Plans the way back of an action that was seen, and starts it. */
  async function undo(actionId: string): Promise<ActionStart> {
    const start = await runPlan(await request('actions:plan-undo', { actionId }), {});
    if (start.kind === 'conflict') {
      return failWith(`${start.target.target} was changed since`, {
        code: 'conflict',
        message: 'It was not taken back, because somebody has changed it again.',
      });
    }
    if (start.kind === 'running') dismiss(actionId);
    return start;
  }

  function dismiss(id: string): void {
    store.setState(({ actions, notices }) => {
      const entry = actions.get(id);
      if (!entry) return { notices: notices.filter((notice) => notice.id !== id) };
      return { actions: new Map(actions).set(id, { ...entry, isDismissed: true }) };
    });
  }

  /** The newest change of a value that is still worth drawing in its cell; an identity of '' is the room itself. */
  function entryOf(identity: string, field: string, room?: string, nowMs = Date.now()): ActionEntry | undefined {
    const { actions } = store.getState();
    // Every visible cell asks, so the answer is looked up and not searched for.
    if (index.actions !== actions) index = { actions, byCell: indexByCell(actions) };
    const entry = index.byCell.get(nameCell(identity, field, room));
    return entry && isWorthDrawing(entry, nowMs) ? entry : undefined;
  }

  /** The step of a value's newest change, `queued` while it is planned, undefined when there is none to show. */
  function stepOf(identity: string, field: string, room?: string): ActionStep | undefined {
    const cell = nameCell(identity, field);
    if (store.getState().queued.has(cell)) return 'queued';
    return entryOf(identity, field, room)?.step;
  }

  return {
    store,
    /** What was written, kept longer than the actions. */
    sentChanges,
    record,
    planAndRun,
    review,
    undo,
    dismiss,
    dismissBulk,
    notify,
    entryOf,
    stepOf,
    subscribe: (listener: () => void) => store.subscribe(listener),
    /** Follows main's reports; returns the way to stop. */
    connect: () => listen('actions:progress', record),
  };
}

export type ActionStore = ReturnType<typeof createActionStore>;

/** A run of many never takes the place of what a moderator did to one. */
function dropOldest(actions: Map<string, ActionEntry>, isBulk: boolean): void {
  const own = [...actions].filter(([, entry]) => (entry.bulkId !== undefined) === isBulk);
  const excess = own.length - (isBulk ? keptBulkActions : keptActions);
  for (const [actionId] of own.slice(0, Math.max(0, excess))) actions.delete(actionId);
}

/** True for a step after which nothing more is expected (but `drifted` after `seen`). */
export function isEnd(step: ActionStep): boolean {
  return step !== 'queued' && step !== 'sent' && step !== 'accepted';
}

/** Refused and drifted stay until they were looked at; what was seen is quiet again after 5 s. */
function isWorthDrawing(entry: ActionEntry, nowMs: number): boolean {
  if (!isEnd(entry.step)) return true;
  if (entry.step === 'refused' || entry.step === 'drifted') return !entry.isDismissed;
  return nowMs - entry.atMs < cellShowsMs;
}

interface CellIndex {
  actions: ActionState['actions'];
  byCell: ReadonlyMap<string, ActionEntry>;
}

/** The newest action of each cell, with and without its room. */
function indexByCell(actions: ActionState['actions']): ReadonlyMap<string, ActionEntry> {
  const byCell = new Map<string, ActionEntry>();
  for (const entry of actions.values()) {
    const owner = entry.verb === 'room.set-metadata' ? '' : entry.target;
    for (const field of entry.fields) {
      byCell.set(nameCell(owner, field), entry);
      byCell.set(nameCell(owner, field, entry.room), entry);
    }
  }
  return byCell;
}

function nameCell(identity: string, field: string, room?: string): string {
  return JSON.stringify([identity, field, room]);
}

/** Whose value a planned cell (see `ActionState.queued`) is. */
export function readOwner(cell: string): string {
  return (JSON.parse(cell) as [identity: string])[0];
}

/** The cells that an action is about, before main has told them. */
function listCells(action: ActionRequest): string[] {
  switch (action.verb) {
    case 'participant.set-metadata':
      return [nameCell(action.parameters.identity, 'metadata')];
    case 'participant.set-name':
      return [nameCell(action.parameters.identity, 'name')];
    case 'participant.set-permission':
      return [nameCell(action.parameters.identity, action.parameters.right)];
    case 'participant.set-attributes':
      return Object.keys(action.parameters.changes).map((key) =>
        nameCell(action.parameters.identity, nameAttributeField(key)),
      );
    case 'room.set-metadata':
      return [nameCell('', 'metadata')];
    case 'agent.stop-dispatch':
      return [nameCell(action.parameters.dispatchId, 'agent')];
    case 'agent.dispatch':
    case 'room.create':
      return [];
    default:
      return action satisfies never;
  }
}

/** The actions of this window. */
export const actionStore = createActionStore();
