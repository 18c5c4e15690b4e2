/** A server's window: lobby, room, Inspector and Activity, by the names that assistive software uses. */
import { expect, type Locator } from '@playwright/test';
import { waitUntilStill } from '../support/still.ts';
import { AppWindow } from './app-window.ts';

export type DockTab = 'Events' | 'Requests' | 'Dispatches' | 'Data' | 'Audit';

export class ServerPage extends AppWindow {
  grid(name: 'Rooms' | 'Participants' | DockTab): Locator {
    return this.page.getByRole('grid', { name, exact: true });
  }

  row(grid: Locator, key: string): Locator {
    return grid.locator(`[data-row=${JSON.stringify(key)}]`);
  }

  /** A cell of a participant by field name. Columns out of sight are not in the document: see `readCell`. */
  cell(identity: string, column: string): Locator {
    return this.row(this.grid('Participants'), identity).locator(`[data-column=${JSON.stringify(column)}]`);
  }

  get inspector(): Locator {
    return this.page.getByRole('region', { name: 'Inspector' });
  }

  /** Has the palette check the server of this window. */
  async checkServer(): Promise<void> {
    await this.page.keyboard.press('Control+K');
    await this.page.getByRole('dialog', { name: 'Command palette' }).getByRole('combobox').fill('Check connection');
    await this.page.keyboard.press('Enter');
  }

  get connection(): Locator {
    return this.page.getByRole('status', { name: 'Connection' });
  }

  roomState(state: 'joining' | 'live' | 'reconnecting' | 'offline'): Locator {
    return this.page.locator(`[data-room-state="${state}"]`);
  }

  /** A room that is shown by the list alone. */
  get apiOnlyRoom(): Locator {
    return this.page.locator('[data-room-mode="api"]');
  }

  /** Opens a room from the lobby and waits until it is live; the pointer is taken away, or it would hold the order still. */
  async openRoom(room: string): Promise<void> {
    const row = this.row(this.grid('Rooms'), room);
    await row.waitFor();
    await row.dblclick();
    await this.page.mouse.move(0, 0);
    await expect(this.roomState('live')).toBeVisible();
  }

  /** Chooses a participant, so that the Inspector shows it. */
  async inspect(identity: string): Promise<void> {
    const cell = this.cell(identity, 'identity');
    await waitUntilStill(cell);
    await cell.dblclick();
    await expect(this.inspector.getByRole('heading', { name: identity })).toBeVisible();
  }

  /** A section of the Inspector by its title. */
  section(title: 'Fields' | 'Attributes' | 'Rights' | 'Metadata' | 'Tracks' | 'History'): Locator {
    return this.inspector.getByRole('region', { name: title, exact: true });
  }

  /** Closes all notices, also those that stay until they were looked at. */
  async dismissNotices(): Promise<void> {
    const dismiss = this.page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Dismiss' });
    // Some go by themselves meanwhile, so none of them is waited for.
    await expect
      .poll(async () => {
        await dismiss.evaluateAll((buttons) => buttons.forEach((button) => (button as HTMLElement).click()));
        return dismiss.count();
      })
      .toBe(0);
  }

  async openTab(tab: DockTab): Promise<Locator> {
    await this.page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    return this.grid(tab);
  }

  /** Replaces the text of a CodeMirror editor as a person would. */
  async typeJson(label: string, text: string): Promise<void> {
    const editor = this.page.getByRole('textbox', { name: label, exact: true });
    await editor.click();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(text);
  }

  /** Waits until a cell, in sight or not, holds a text. */
  async expectCell(identity: string, column: string, text: string | RegExp): Promise<void> {
    const reading = expect.poll(async () => (await this.readRow(identity))[column] ?? '', {
      message: `${identity} ${column}`,
    });
    await (typeof text === 'string' ? reading.toContain(text) : reading.toMatch(text));
  }

  /**
   * All cells of a participant's row by column: the accessible names of what is drawn, and the text. Scrolls through the
   * columns, because those out of sight are not in the document.
   */
  readRow(identity: string): Promise<Record<string, string>> {
    return this.grid('Participants').evaluate(async (grid, key) => {
      const scrollers = [grid, ...grid.querySelectorAll('*')].filter(
        (element) => element.scrollWidth > element.clientWidth,
      );
      const scroller = scrollers.find((element) => /auto|scroll/.test(getComputedStyle(element).overflowX)) ?? grid;
      const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(() => resolve(undefined)));
      const read = (cell: Element): string => {
        const named = [...cell.querySelectorAll('[aria-label]')].map((element) => element.getAttribute('aria-label'));
        return [...named, cell.textContent ?? ''].join(' ');
      };
      const cells: Record<string, string> = {};
      const columnCount = Number(grid.getAttribute('aria-colcount'));
      // A busy machine draws later than two frames after a scroll: then the columns that were left out come the next time.
      for (let sweep = 0; sweep < 5; sweep += 1) {
        for (let left = 0; ; left += Math.max(100, scroller.clientWidth / 3)) {
          scroller.scrollLeft = left;
          await frame();
          await frame();
          const row = [...grid.querySelectorAll('[data-row]')].find(
            (element) => element.getAttribute('data-row') === key,
          );
          for (const cell of row?.querySelectorAll('[data-column]') ?? []) {
            cells[cell.getAttribute('data-column') ?? ''] = read(cell);
          }
          if (left >= scroller.scrollWidth - scroller.clientWidth) break;
        }
        const found = Object.keys(cells).length;
        if (found === 0 || found >= columnCount) break;
      }
      scroller.scrollLeft = 0;
      await frame();
      return cells;
    }, identity);
  }
}
