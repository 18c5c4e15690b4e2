/** How far the newest changes of people's values have come, for the cells of those people alone. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ActionStep } from '#contract/domain/action';
import { actionStore, readOwner } from '#renderer/features/actions/action-store.ts';

/** A refused switch shows its cross this long, then what is so again; the underline stays until it was looked at. */
const crossMs = 5_000;

const nobody: ReadonlySet<string> = new Set();

/**
 * Identities of a room for whom any kept or planned action is; the same set until it changes. Asked once for the whole grid,
 * so that the many cells without an action follow nothing.
 */
export function useTouchedPeople(room: string): ReadonlySet<string> {
  const last = useRef(nobody);
  return useSyncExternalStore(actionStore.subscribe, () => {
    const next = listTouched(room);
    if (next.size !== last.current.size || [...next].some((identity) => !last.current.has(identity)))
      last.current = next;
    return last.current;
  });
}

function listTouched(room: string): ReadonlySet<string> {
  const { actions, queued } = actionStore.store.getState();
  if (actions.size === 0 && queued.size === 0) return nobody;
  const touched = new Set([...queued].map(readOwner));
  for (const entry of actions.values()) if (entry.room === room) touched.add(entry.target);
  return touched;
}

/** How far the newest change of a cell's value has come. */
export function useCellStep(room: string, identity: string, field: string): ActionStep | undefined {
  return useSyncExternalStore(actionStore.subscribe, () => actionStore.stepOf(identity, field, room));
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
