/** How far the newest change of a cell's value has come. Cheap for hundreds of cells: one index for each report of main. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ActionStep } from '#contract/domain/action';
import { actionStore } from '#renderer/features/actions/action-store.ts';

/** A refused switch shows its cross this long, then what is so again; the underline stays until it was looked at. */
const crossMs = 5_000;

let indexed: { actions: unknown; cells: ReadonlySet<string> } = { actions: undefined, cells: new Set() };

/** Cells that any kept action is about. Most cells are in none, and are told so without a search. */
function hasAction(identity: string, field: string): boolean {
  const { actions } = actionStore.store.getState();
  if (indexed.actions !== actions) {
    const cells = [...actions.values()].flatMap((entry) => entry.fields.map((name) => nameCell(entry.target, name)));
    indexed = { actions, cells: new Set(cells) };
  }
  // Asked for every cell that a scroll brings into sight.
  return indexed.cells.size > 0 && indexed.cells.has(nameCell(identity, field));
}

function nameCell(identity: string, field: string): string {
  return JSON.stringify([identity, field]);
}

export function useCellStep(room: string, identity: string, field: string): ActionStep | undefined {
  return useSyncExternalStore(actionStore.subscribe, () => {
    const isIdle = actionStore.store.getState().queued.size === 0 && !hasAction(identity, field);
    return isIdle ? undefined : actionStore.stepOf(identity, field, room);
  });
}

/** The step that a switch draws: a refusal only for its first seconds. */
export function useSwitchStep(step: ActionStep | undefined): ActionStep | undefined {
  const [isQuiet, setIsQuiet] = useState(false);
  useEffect(() => {
    if (step !== 'refused') return undefined;
    const timer = setTimeout(() => setIsQuiet(true), crossMs);
    return () => {
      clearTimeout(timer);
      setIsQuiet(false);
    };
  }, [step]);
  return step === 'refused' && isQuiet ? undefined : step;
}

/** Class of the 2 px line under a value that is pending, refused or drifted. */
export function underline(step: ActionStep | undefined): string {
  switch (step) {
    case 'queued':
    case 'sent':
    case 'accepted':
      return 'roster-pending';
    case 'refused':
    case 'drifted':
      return `roster-${step}`;
    default:
      return '';
  }
}
