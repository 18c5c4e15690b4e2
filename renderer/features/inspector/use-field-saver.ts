/** Saving drafts through the door: plan, run, follow the steps to their end, and keep the reason where it went wrong. */
import { useCallback, useState, useSyncExternalStore } from 'react';
import type { GavelError } from '#contract/result';
import {
  isEnd,
  type ActionEntry,
  type ActionRequest,
  type ActionStore,
} from '#renderer/features/actions/action-store.ts';

export interface FieldSaver {
  /** Newest report of the last save. */
  progress: ActionEntry | undefined;
  /** Why the last save could not be planned or run. */
  error: GavelError | undefined;
  /** Said where nothing had to be done. */
  note: string | undefined;
  /** `onSeen` is told once when the change has been seen on the server, also if the view is gone by then. */
  save(action: ActionRequest, onSeen: () => void): void;
}

interface SaveState {
  actionId?: string;
  error?: GavelError;
  note?: string;
}

export function useFieldSaver(actions: ActionStore): FieldSaver {
  const [{ actionId, error, note }, setState] = useState<SaveState>({});
  const progress = useSyncExternalStore(actions.subscribe, () => readAction(actions, actionId));
  const save = useCallback(
    (action: ActionRequest, onSeen: () => void) => {
      setState({});
      void actions.planAndRun(action).then((start) => {
        switch (start.kind) {
          case 'running':
            setState({ actionId: start.actionId });
            followToSeen(actions, start.actionId, onSeen);
            return;
          case 'already':
            setState({ note: 'It is so already: nothing was sent.' });
            onSeen();
            return;
          case 'conflict':
            setState({
              error: {
                code: 'conflict',
                message: 'Somebody else changed it since you began. Nothing was sent.',
                detail: { cure: 'Choose at the field: keep yours, take theirs, or merge.' },
              },
            });
            return;
          case 'failed':
            setState({ error: start.error });
            return;
          case 'declined':
            return;
          default:
            start satisfies never;
        }
      });
    },
    [actions],
  );
  return { progress, error, note, save };
}

function readAction(actions: ActionStore, actionId: string | undefined): ActionEntry | undefined {
  return actionId === undefined ? undefined : actions.store.getState().actions.get(actionId);
}

function followToSeen(actions: ActionStore, actionId: string, onSeen: () => void): void {
  const check = (): boolean => {
    const entry = readAction(actions, actionId);
    if (!entry || !isEnd(entry.step)) return false;
    if (entry.step === 'seen') onSeen();
    return true;
  };
  // The end may have been reported before the answer to the start came.
  if (check()) return;
  const stop = actions.subscribe(() => {
    if (check()) stop();
  });
}
