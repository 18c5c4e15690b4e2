/** Who made a change, in a word or two. Pure. */
import type { AuthorKind } from './tell-author.ts';

const words: Record<AuthorKind, string> = {
  you: 'you',
  person: 'they',
  api: 'somebody with the keys',
  unknown: 'by whom: unknown',
};

export function nameAuthor(kind: AuthorKind): string {
  return words[kind];
}
