/** Requests that change something: all of them through the door. */
import type { Result } from '#contract/result';
import { fail } from '#contract/result';
import type { Door } from '../services/actions/door.ts';
import type { DoorSender } from '../services/actions/ports.ts';
import type { DomainHandlers, Sender } from './handler.ts';

/** SECURITY: server and window come from the sender alone; a request cannot name another. */
async function asDoorSender<Value>(
  sender: Sender,
  work: (doorSender: DoorSender) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  if (sender.serverId === undefined) return fail('forbidden_window', 'This window belongs to no server.');
  return work({ serverId: sender.serverId, windowId: sender.windowId });
}

export function createActionHandlers({ door }: { door: Door }): DomainHandlers<'actions'> {
  return {
    'actions:plan': (request, sender) => asDoorSender(sender, (doorSender) => door.plan(doorSender, request)),
    'actions:plan-many': (request, sender) => asDoorSender(sender, (doorSender) => door.planMany(doorSender, request)),
    'actions:plan-undo': ({ actionId }, sender) =>
      asDoorSender(sender, (doorSender) => door.planUndo(doorSender, actionId)),
    'actions:run': ({ planId, reason }, sender) =>
      asDoorSender(sender, (doorSender) => door.run(doorSender, planId, reason)),
    'actions:cancel': ({ bulkId }, sender) =>
      asDoorSender(sender, async (doorSender) => door.cancel(doorSender, bulkId)),
  };
}
