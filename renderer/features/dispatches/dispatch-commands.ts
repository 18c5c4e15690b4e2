/** Stopping a dispatch by name, for the palette. */
import type { DispatchFacts } from '#contract/domain/dispatch-facts';
import type { ActionStore } from '#renderer/features/actions/action-store.ts';
import type { Command } from '#renderer/lib/commands.ts';

/** One command a dispatch of the room, the newest first. */
export function listStopCommands(
  room: string,
  dispatches: readonly DispatchFacts[],
  actions: Pick<ActionStore, 'planAndRun'>,
  offReason: string | undefined,
): Command[] {
  return dispatches.toReversed().map(({ id, agentName, isAutomatic }) => ({
    id: `agent.stop.${id}`,
    label: 'Stop agent',
    place: 'Room' as const,
    offReason,
    detail: `${isAutomatic ? 'automatic' : agentName} ${id}`,
    run: () => void actions.planAndRun({ verb: 'agent.stop-dispatch', room, parameters: { dispatchId: id } }),
  }));
}
