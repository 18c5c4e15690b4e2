/** Requests about the app itself: what window this is, the clipboard, and what a window would lose by closing. */
import { fail, succeed } from '#contract/result';
import type { AppInfo } from '#contract/domain/app-info';
import type { DomainHandlers } from './handler.ts';

export interface AppPort {
  /** What a window may know; undefined once it is gone. */
  describeWindow(windowId: number): Promise<AppInfo | undefined>;
  copyText(text: string): void;
  reportDrafts(windowId: number, draftCount: number): void;
}

export function createAppHandlers(app: AppPort): DomainHandlers<'app'> {
  return {
    'app:read-info': async (_request, sender) => {
      const info = await app.describeWindow(sender.windowId);
      return info ? succeed(info) : fail('not_found', 'This window is closed.');
    },
    'app:copy-text': async ({ text }) => {
      app.copyText(text);
      return succeed(null);
    },
    'app:report-drafts': async ({ draftCount }, sender) => {
      app.reportDrafts(sender.windowId, draftCount);
      return succeed(null);
    },
  };
}
