/** The plan of a wish for many, made anew by main whenever wish or targets change; an older answer never takes the place of a newer. */
import { useEffect, useState } from 'react';
import type { Plan } from '#contract/domain/action';
import type { GavelError } from '#contract/result';
import type { ManyRequest } from '#contract/schemas/verbs';
import { request } from '#renderer/lib/bridge.ts';

export type PlanState =
  | { kind: 'none' }
  | { kind: 'planning' }
  | { kind: 'failed'; error: GavelError }
  | { kind: 'planned'; plan: Plan }
  /** Too old to be run, or used: what it told may have changed. */
  | { kind: 'over' };

/** Typing is planned when it pauses. */
const pauseMs = 250;

export interface PlanControl {
  state: PlanState;
  planAgain: () => void;
  /** It was handed to main, which takes it once. */
  markOver: () => void;
}

/** @param wish undefined while there is nothing to plan; the same object as long as nothing changes */
export function usePlan(wish: ManyRequest | undefined): PlanControl {
  const [turn, setTurn] = useState(0);
  /** What became of which wish in which turn. */
  const [found, setFound] = useState<{ wish: ManyRequest; turn: number; state: PlanState }>();

  useEffect(() => {
    if (!wish) return undefined;
    const tell = (state: PlanState): void => setFound({ wish, turn, state });
    let isCurrent = true;
    let expiry: ReturnType<typeof setTimeout> | undefined;
    const timer = setTimeout(() => {
      void request('actions:plan-many', wish).then((answer) => {
        if (!isCurrent) return;
        if (!answer.ok) return tell({ kind: 'failed', error: answer.error });
        tell({ kind: 'planned', plan: answer.value });
        expiry = setTimeout(() => tell({ kind: 'over' }), Math.max(0, answer.value.expiresAtMs - Date.now()));
      });
    }, pauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
      clearTimeout(expiry);
    };
  }, [wish, turn]);

  const isAnswered = found !== undefined && found.wish === wish && found.turn === turn;
  return {
    state: wish ? (isAnswered ? found.state : { kind: 'planning' }) : { kind: 'none' },
    planAgain: () => setTurn(turn + 1),
    markOver: () => wish && setFound({ wish, turn, state: { kind: 'over' } }),
  };
}
