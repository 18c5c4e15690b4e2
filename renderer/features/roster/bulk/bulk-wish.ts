/** What is to be done to many, as the moderator chooses it, and its words. Pure. */
import type { Right } from '#contract/domain/right';
import { nameAttributeField } from '#contract/fields';
import type { ManyRequest } from '#contract/schemas/verbs';
import { countBytes, limits } from '#contract/text-size';
import { nameRight } from '#renderer/features/actions/describe-action.ts';
import { formatCount } from '#renderer/lib/format.ts';
import { cutText } from '#renderer/lib/tokenize-hostile-text.ts';

export type BulkWish =
  | { kind: 'right'; right: Right; value: boolean }
  | { kind: 'attribute'; key: string; how: 'set' | 'delete'; value: string };

export interface WishWords {
  /** `Turn off the microphone right`: what and nothing of whom. */
  what: string;
  /** The verb alone, for the button. */
  verb: string;
}

const shownKeyCharacters = 40;

/** What keeps a wish from being planned; undefined where nothing does. */
export function findWishFault(wish: BulkWish): string | undefined {
  if (wish.kind === 'right') return undefined;
  if (wish.key === '') return 'Name the attribute.';
  if (wish.how === 'set' && wish.value === '') return 'An empty value deletes the attribute: choose Delete for that.';
  return countBytes(wish.key) + countBytes(wish.value) > limits.attributesBytes
    ? `Key and value take more than the ${limits.attributesBytes} bytes that the server takes.`
    : undefined;
}

/** The request for a plan. */
export function writeRequest(wish: BulkWish, room: string, identities: readonly string[]): ManyRequest {
  if (wish.kind === 'right') {
    const parameters = { right: wish.right, value: wish.value };
    return { verb: 'participant.set-permission', room, identities: [...identities], parameters };
  }
  const changes = Object.fromEntries([[wish.key, wish.how === 'set' ? wish.value : '']]);
  return { verb: 'participant.set-attributes', room, identities: [...identities], parameters: { changes } };
}

/** What it changes of each, as a field name. */
export function nameWishField(wish: BulkWish): string {
  return wish.kind === 'right' ? wish.right : nameAttributeField(wish.key);
}

/** The words of a wish. */
export function describeWish(wish: BulkWish): WishWords {
  if (wish.kind === 'right') {
    const verb = wish.value ? 'Turn on' : 'Turn off';
    return { verb, what: `${verb} the ${nameRight(wish.right)}` };
  }
  const verb = wish.how === 'set' ? 'Set' : 'Delete';
  return { verb, what: `${verb} attribute ${cutText(wish.key, shownKeyCharacters).text}`.trim() };
}

/** `12 people`. */
export function countPeople(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'person' : 'people'}`;
}
