/** Words for what a lost room had. Pure. */
import type { ActionRequest } from '#renderer/features/actions/action-store.ts';
import type { RestoreItem, RestoreOffer } from '#contract/domain/restore';
import { countBytes } from '#contract/text-size';
import { formatBytes } from '#renderer/lib/format.ts';

/** The strip's sentence: what was seen, not why. */
export function describeLoss({ cause, items }: Pick<RestoreOffer, 'cause' | 'items'>): string {
  const seen =
    cause === 'new_room'
      ? 'this is a new room of its name'
      : 'all its dispatches are gone and everybody has a new session';
  return `It had ${listNames(items)}; ${seen}.`;
}

function listNames(items: readonly RestoreItem[]): string {
  const dispatchCount = items.filter(({ kind }) => kind === 'dispatch').length;
  const names = items.some(({ kind }) => kind === 'metadata') ? ['metadata'] : [];
  if (dispatchCount > 0) names.push(dispatchCount === 1 ? 'a dispatch' : `${dispatchCount} dispatches`);
  return names.join(' and ');
}

/** What is known of an item besides its name. */
export function describeItem(item: RestoreItem): string[] {
  if (item.kind === 'metadata') {
    const now = item.now === '' ? 'now empty' : `now something else (${formatBytes(countBytes(item.now))})`;
    return [formatBytes(countBytes(item.was)), now];
  }
  const attributeCount = Object.keys(item.attributes).length;
  return [
    agentWords[item.agentBefore],
    item.metadata === '' ? 'no metadata' : `metadata ${formatBytes(countBytes(item.metadata))}`,
    item.deployment === '' ? '' : `deployment ${item.deployment}`,
    attributeCount === 0 ? '' : `${attributeCount} ${attributeCount === 1 ? 'attribute' : 'attributes'}`,
    item.id,
  ].filter((part) => part !== '');
}

const agentWords = {
  present: 'its agent was in the room',
  waiting: 'nobody had taken it yet',
  gone: 'its agent had left before',
} as const;

/** The request that gives an item back, all that it was called with included. */
export function makeRequest(room: string, item: RestoreItem): ActionRequest {
  if (item.kind === 'metadata') {
    return { verb: 'room.set-metadata', room, parameters: { metadata: item.was, base: item.now } };
  }
  const { agentName, metadata, deployment, attributes } = item;
  return {
    verb: 'agent.dispatch',
    room,
    parameters: {
      agentName,
      metadata,
      ...(deployment === '' ? {} : { deployment }),
      ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    },
  };
}
