/** Hooks over what this window listens to: each component follows the smallest piece it shows. */
import { useStore } from 'zustand';
import { findPart } from './listening-commands.ts';
import { listeningStore, type ListeningPart, type ListeningState } from './listening-store.ts';
import type { ListeningKind } from '#contract/domain/listening';

export function useListening(): ListeningState {
  return useStore(listeningStore.store);
}

/** Who is listened to or seen; empty for nobody. */
export function useTakenIdentity(): string {
  return useStore(listeningStore.store, ({ identity }) => identity);
}

/** The part that runs on one person. */
export function useListeningPart(room: string, identity: string, kind: ListeningKind): ListeningPart | undefined {
  return useStore(listeningStore.store, (state) => findPart(state, room, identity, kind));
}

/** Who is seen in a room. */
export function useSeenIdentity(room: string): string | undefined {
  return useStore(listeningStore.store, (state) =>
    state.room === room && state.parts.see ? state.identity : undefined,
  );
}
