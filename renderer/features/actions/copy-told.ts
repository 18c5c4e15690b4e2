/** Gives a text away, to the clipboard or into a file, and says in a notice what it was, or why it went nowhere. */
import type { Result } from '#contract/result';
import { request } from '#renderer/lib/bridge.ts';
import { copyText } from '#renderer/lib/copy-text.ts';
import type { ActionStore } from './action-store.ts';

type Notices = Pick<ActionStore, 'notify'>;

/** `title` is said when it was copied; answers whether it was. */
export async function copyTold(
  actions: Notices,
  title: string,
  text: string,
  refusedTitle = 'Nothing was copied',
): Promise<boolean> {
  return tell(actions, await copyText(text), title, refusedTitle);
}

/**
 * Asks the moderator where to save a text. It goes into the file as it is: masked values are hidden before.
 * @param file.what it is, as in `Saved: 3 views as …`
 * @returns whether it was saved; nothing is said where the moderator changed their mind
 */
export async function saveTold(
  actions: Notices,
  file: { what: string; suggestedName: string; text: string },
  refusedTitle = 'Nothing was saved',
): Promise<boolean> {
  const { what, suggestedName, text } = file;
  const answer = await request('app:save-text', { suggestedName, text });
  if (answer.ok && answer.value.savedAs === null) return false;
  return tell(actions, answer, `Saved: ${what} as ${answer.ok ? answer.value.savedAs : ''}`, refusedTitle);
}

function tell(actions: Notices, answer: Result<unknown>, title: string, refusedTitle: string): boolean {
  if (answer.ok) actions.notify({ tone: 'told', title });
  else actions.notify({ tone: 'refused', title: refusedTitle, error: answer.error });
  return answer.ok;
}
