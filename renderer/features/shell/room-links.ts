/** Links to rooms in a server's window: copying one, and opening what main has asked the moderator about. */
import { useEffect } from 'react';
import type { LinkTarget } from '#contract/deep-link';
import type { Result } from '#contract/result';
import { listen, request } from '#renderer/lib/bridge.ts';
import { copyText } from '#renderer/lib/copy-text.ts';

/** Puts a link to the room, or to somebody in it, on the clipboard; fails for names that a link does not carry. */
export async function copyLink(target: LinkTarget): Promise<Result<string>> {
  const link = await request('links:make', target);
  if (link.ok) await copyText(link.value);
  return link;
}

/** Opens what a link names, once main says that the moderator has agreed to it. */
export function useLinkTargets(onOpen: (target: LinkTarget) => void): void {
  useEffect(() => {
    async function take(): Promise<void> {
      const answer = await request('links:take', {});
      if (answer.ok && answer.value) onOpen(answer.value);
    }
    // The window may have been opened for the link, or have been there before.
    void take();
    return listen('links:arrived', () => void take());
  }, [onOpen]);
}
