/** Copies a text and says in a notice what it was, or why nothing was copied. */
import { copyText } from '#renderer/lib/copy-text.ts';
import type { ActionStore } from './action-store.ts';

/** `title` is said when it was copied; answers whether it was. */
export async function copyTold(actions: Pick<ActionStore, 'notify'>, title: string, text: string): Promise<boolean> {
  const answer = await copyText(text);
  if (answer.ok) actions.notify({ tone: 'told', title });
  else actions.notify({ tone: 'refused', title: 'Nothing was copied', error: answer.error });
  return answer.ok;
}
