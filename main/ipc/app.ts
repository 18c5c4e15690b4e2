/** Requests about the app itself: what window this is, and the clipboard. */
import { fail, succeed } from '#contract/result';
import type { AppInfo } from '#contract/domain/app-info';
import type { DomainHandlers } from './handler.ts';

export interface AppPort {
  /** What a window may know; undefined once it is gone. */
  describeWindow(windowId: number): Promise<AppInfo | undefined>;
  copyText(text: string): void;
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
  };
}
