/** Which of the store's actions and notices stand as toasts now, and how long each still does. Pure. */
import type { ActionEntry, ActionNotice, ActionState } from './action-store.ts';

/** Undo is offered this long, and what went well stays no longer. */
export const undoMs = 10_000;
const mostToasts = 3;

export type ToastItem = { kind: 'action'; entry: ActionEntry } | { kind: 'notice'; notice: ActionNotice };

export interface ToastQueue {
  /** Newest last. */
  items: ToastItem[];
  /** How many more there would be. */
  hiddenCount: number;
}

/** Failures stay until dismissed and are the last to give way; the rest go with time. */
export function listToasts(state: Pick<ActionState, 'actions' | 'notices'>, nowMs: number): ToastQueue {
  const actions: ToastItem[] = [...state.actions.values()]
    .filter((entry) => entry.bulkId === undefined && !entry.isDismissed && stays(entry, nowMs))
    .map((entry) => ({ kind: 'action', entry }));
  const notices: ToastItem[] = state.notices.map((notice) => ({ kind: 'notice', notice }));
  const all = [...notices, ...actions];
  const kept = new Set(
    [...all.filter(isFailure), ...all.filter((item) => !isFailure(item)).toReversed()].slice(0, mostToasts),
  );
  return { items: all.filter((item) => kept.has(item)), hiddenCount: all.length - kept.size };
}

/** True for what must be said as an alert. */
export function isFailure(item: ToastItem): boolean {
  if (item.kind === 'notice') return item.notice.tone === 'refused';
  return item.entry.step === 'refused' || item.entry.step === 'drifted';
}

/** Whole seconds in which an action can still be undone; 0 when it cannot. */
export function undoSecondsLeft(entry: ActionEntry, nowMs: number): number {
  if (entry.step !== 'seen' || !entry.isUndoable) return 0;
  return Math.min(undoMs / 1000, Math.max(0, Math.ceil((entry.atMs + undoMs - nowMs) / 1000)));
}

function stays(entry: ActionEntry, nowMs: number): boolean {
  switch (entry.step) {
    case 'queued':
    case 'sent':
    case 'accepted':
    case 'refused':
    case 'drifted':
      return true;
    case 'seen':
    case 'effect_unknown':
    case 'skipped':
      return nowMs - entry.atMs < undoMs;
    default:
      return entry.step satisfies never;
  }
}
