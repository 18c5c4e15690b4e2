/** The list of servers. */
import type { Locator } from '@playwright/test';
import { AppWindow } from './app-window.ts';

export class ManagerPage extends AppWindow {
  row(name: string): Locator {
    return this.page.getByRole('listitem').filter({ hasText: name });
  }

  pressAddServer(): Promise<void> {
    return this.page.getByRole('button', { name: 'Add server' }).first().click();
  }

  open(name: string): Promise<void> {
    return this.row(name).getByRole('button', { name: 'Open' }).click();
  }

  edit(name: string): Promise<void> {
    return this.row(name).getByRole('button', { name: 'Edit' }).click();
  }

  /** Opens the check of a saved server. */
  async check(name: string): Promise<Locator> {
    await this.row(name)
      .getByRole('button', { name: /^Check/ })
      .click();
    return this.page.getByRole('dialog', { name: `Check ${name}` });
  }

  delete(name: string): Promise<void> {
    return this.row(name).getByRole('button', { name: 'Delete' }).click();
  }
}
