/** What every window of the app has. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { CheckLineId } from '#contract/domain/server-check';

export class AppWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Waits until the window has drawn what it was opened for. */
  async waitUntilReady(): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-app-state', 'ready');
  }

  /** A line of the check that this window shows. */
  checkLine(id: CheckLineId): Locator {
    return this.page.locator(`[data-check="${id}"]`);
  }

  /** Does what closes the window, and waits until it is gone; it may be gone before the key or the button comes up again. */
  async closeBy(action: () => Promise<unknown>): Promise<void> {
    const isClosed = this.page.waitForEvent('close');
    await action().catch((error: unknown) => {
      if (!/closed/.test(String(error))) throw error;
    });
    await isClosed;
  }
}
