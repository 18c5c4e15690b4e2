/** The form for adding or editing a server. */
import type { Locator } from '@playwright/test';
import { AppWindow } from './app-window.ts';

export class FormPage extends AppWindow {
  field(label: 'Name' | 'URL' | 'API key' | 'API secret'): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  async fill(values: { name?: string; url?: string; apiKey?: string; apiSecret?: string }): Promise<void> {
    if (values.name !== undefined) await this.field('Name').fill(values.name);
    if (values.url !== undefined) await this.field('URL').fill(values.url);
    if (values.apiKey !== undefined) await this.field('API key').fill(values.apiKey);
    if (values.apiSecret !== undefined) await this.field('API secret').fill(values.apiSecret);
  }

  async chooseObserving(mode: 'Levels' | 'Strict'): Promise<void> {
    await this.page.getByRole('radio', { name: new RegExp(`^${mode}`) }).check({ force: true });
  }

  async chooseEnvironment(environment: 'Development' | 'Staging' | 'Production'): Promise<void> {
    await this.page.getByRole('radio', { name: environment }).check({ force: true });
  }

  /** Checks what is entered and waits until the check has ended. */
  async check(): Promise<void> {
    await this.page.getByRole('button', { name: /^Check/ }).click();
    await this.page.getByRole('button', { name: 'Check again' }).waitFor({ timeout: 90_000 });
  }

  get anyway(): Locator {
    return this.page.getByRole('button', { name: /^(Add|Save) anyway/ });
  }

  /** Presses the button without waiting for what comes of it. */
  async press(): Promise<void> {
    await this.page.getByRole('button', { name: /^(Add|Save) server/ }).click();
  }

  /** Saves what passes its check and waits until the window is gone. */
  save(): Promise<void> {
    return this.closeBy(() => this.press());
  }

  /** Saves what fails its check and waits until the window is gone. */
  async saveAnyway(): Promise<void> {
    await this.press();
    await this.closeBy(() => this.anyway.click());
  }
}
