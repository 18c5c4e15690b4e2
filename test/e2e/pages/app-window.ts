/** What every window of the app has. */
import { expect, type Page } from '@playwright/test';

export class AppWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Waits until the window has drawn what it was opened for. */
  async waitUntilReady(): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-app-state', 'ready');
  }
}
