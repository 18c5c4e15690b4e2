/** Requests about the app itself: what window this is, the clipboard, files that are saved, and what a window would lose by closing. */
import { fail, succeed } from '#contract/result';
import type { AppInfo } from '#contract/domain/app-info';
import type { DomainHandlers } from './handler.ts';

export interface AppPort {
  /** What a window may know; undefined once it is gone. */
  describeWindow(windowId: number): Promise<AppInfo | undefined>;
  copyText(text: string): void;
  /** Asks where; undefined where nothing was saved. Rejects as the disk does. */
  saveText(windowId: number, suggestedName: string, text: string): Promise<string | undefined>;
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
    'app:save-text': async ({ suggestedName, text }, sender) => {
      try {
        return succeed({ savedAs: (await app.saveText(sender.windowId, suggestedName, text)) ?? null });
      } catch (error) {
        return fail('internal', 'The file could not be written.', {
          serverMessage: error instanceof Error ? error.message : String(error),
          cure: 'Save it in another folder, or make room on the disk.',
        });
      }
    },
    'app:report-drafts': async ({ draftCount }, sender) => {
      app.reportDrafts(sender.windowId, draftCount);
      return succeed(null);
    },
  };
}
