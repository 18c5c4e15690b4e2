/** A server that answers 200 and changes nothing: whatever its answer holds, the screen never says *seen*. */
import type { Locator } from '@playwright/test';
import { startFaultProxy, type FaultProxy } from '#tools/fault-proxy.ts';
import { createApiClients, type LivekitServer } from '#tools/livekit-server.ts';
import type { LiveBot } from '#tools/people/live-bot.ts';
import { room } from './support/people.ts';
import type { ServerPage } from './pages/server-page.ts';
import { createWorld, expect, test } from './support/world.ts';

test.describe.configure({ mode: 'serial' });

declare global {
  interface Window {
    gavelSaid?: { identity: string; texts: Set<string> };
  }
}

/** Says that a change is done: in words, by the full disc's class, or by the step's name. "Not seen yet" does not. */
const success = /(?<!not )seen|is changed/;
/** The reason that a moderator is told. */
const noEffect = /accepted it, but nothing changed/;

const world = createWorld();
let server: LivekitServer;
let proxy: FaultProxy;
let page: ServerPage;
const people = new Map<string, LiveBot>();

test.beforeAll(async () => {
  server = await world.startServer();
  proxy = await startFaultProxy(server);
  world.onEnd(() => proxy.dispose());
  for (const identity of ['amara', 'jonas']) {
    const bot = await world.join({
      server,
      room,
      identity,
      name: `Old ${identity}`,
      metadata: '{"seat":"old"}',
      attributes: { team: 'old' },
      grants: { canPublish: true, canPublishSources: ['microphone'] },
    });
    people.set(identity, bot);
  }
  const app = await world.launch();
  page = await app.addAndOpen(proxy);
  await page.openRoom(room);
});
test.afterAll(() => world.end());

/** A change of one person in the Inspector. */
interface Edit {
  what: string;
  /** Makes the draft, where there is one. */
  draft(): Promise<void>;
  send(): Promise<void>;
  /** The draft is as it was typed. */
  expectDraft(): Promise<void>;
  /** Section of the Inspector whose note tells how the save stands; absent where only toast and switch do. */
  section?: 'Metadata' | 'Attributes' | 'Fields';
  /** What toasts call it. */
  title: string;
}

function listEdits(identity: string): Edit[] {
  const name = page.section('Fields').getByLabel('Display name');
  const team = page.section('Attributes').getByLabel('Attribute team', { exact: true });
  const json = page.section('Metadata').getByRole('textbox', { name: 'Metadata', exact: true });
  const camera = page.section('Rights').locator('[data-field="can.camera"]').getByRole('switch');
  return [
    {
      what: 'metadata',
      async draft() {
        await page
          .section('Metadata')
          .getByRole('button', { name: /Edit metadata/ })
          .click();
        await page.typeJson('Metadata', '{"seat":"new"}');
      },
      send: () => json.press('Control+s'),
      expectDraft: () => expect(json).toContainText('{"seat":"new"}'),
      section: 'Metadata',
      title: `Metadata of ${identity}`,
    },
    {
      what: 'an attribute',
      draft: () => team.fill('new'),
      send: () => team.press('Control+s'),
      expectDraft: () => expect(team).toHaveValue('new'),
      section: 'Attributes',
      title: `Attribute team of ${identity}`,
    },
    {
      what: 'the name',
      draft: () => name.fill(`New ${identity}`),
      send: () => name.press('Control+s'),
      expectDraft: () => expect(name).toHaveValue(`New ${identity}`),
      section: 'Fields',
      title: `Name of ${identity}`,
    },
    {
      what: 'a right',
      draft: async () => undefined,
      send: () => camera.click(),
      expectDraft: () => expect(camera).toHaveAttribute('aria-checked', 'false'),
      title: `Camera right of ${identity}`,
    },
  ];
}

for (const [answer, identity] of [
  ['current', 'amara'],
  ['requested', 'jonas'],
] as const) {
  test(`writes dropped with 200 and the ${answer} values end as refused, and the drafts stay`, async () => {
    const bot = people.get(identity);
    if (!bot) throw new Error('unreachable');
    const versionBefore = await readVersion(identity);
    await page.inspect(identity);
    await recordSaid(page, identity);
    const removeFault = proxy.dropWrites({ method: 'UpdateParticipant', answer });
    const edits = listEdits(identity);
    for (const { what, draft, send, expectDraft, section, title } of edits) {
      await draft();
      await send();
      await expect(notices(page).getByRole('alert').filter({ hasText: title }), what).toContainText(noEffect);
      if (section) {
        const note = page.section(section).locator('.inspector-save-note');
        await expect(note).toHaveAttribute('data-step', 'refused');
        await expect(note).toContainText(noEffect);
      }
      await expectDraft();
      // Three toasts stand at once: the next alert must have room.
      await page.dismissNotices();
    }
    for (const { expectDraft } of edits) await expectDraft();
    expect(removeFault(), 'every write was dropped').toBe(edits.length);
    const cells = await page.readRow(identity);
    expect(cells['name']).toContain(`Old ${identity}`);
    expect(cells['attr.team']).toContain('old');
    expect(cells['metadata']).toContain('old');
    expect(cells['can.camera']).toMatch(/no/);
    expect(await readVersion(identity), 'nothing reached the server').toBe(versionBefore);
    const said = await readSaid(page);
    expect(said.length, 'the recorder has heard the steps').toBeGreaterThan(20);
    expect(said.filter((text) => text.includes('not seen yet')).length).toBeGreaterThan(0);
    expect(said.filter((text) => success.test(text))).toEqual([]);
    expect(
      said.filter((text) => /^cell .*(?:New (?:amara|jonas)|\bnew\b|Camera, can publish: yes)/.test(text)),
    ).toEqual([]);

    // Control: the same drafts, sent again without the fault, are seen, and the recorder catches each.
    await recordSaid(page, identity);
    for (const { send, section, title } of edits) {
      await send();
      await expect(notices(page).getByRole('status').filter({ hasText: title })).toContainText(success);
      if (section) {
        await expect(page.section(section).locator('.inspector-save-note')).toHaveAttribute('data-step', 'seen');
      }
      await page.dismissNotices();
    }
    const saidThen = (await readSaid(page)).filter((text) => success.test(text));
    for (const { section, title } of edits) {
      expect(saidThen.filter((text) => text.startsWith('part Notices') && text.includes(title))).not.toEqual([]);
      if (section) expect(saidThen.filter((text) => text.startsWith(`part ${section} `))).not.toEqual([]);
    }
    await expect
      .poll(() => bot.self)
      .toMatchObject({ name: `New ${identity}`, metadata: '{"seat":"new"}', attributes: { team: 'new' } });
    await expect.poll(() => bot.self?.permission?.canPublishSources).toHaveLength(2);
  });
}

async function readVersion(identity: string): Promise<number> {
  return (await createApiClients(server).rooms.getParticipant(room, identity)).version;
}

function notices(page: ServerPage): Locator {
  return page.page.getByRole('region', { name: 'Notices' });
}

/** From now on keeps whatever toasts, save notes, discs, switches and the person's cells ever say. */
async function recordSaid(page: ServerPage, identity: string): Promise<void> {
  await page.page.evaluate((key) => {
    const isRecording = window.gavelSaid !== undefined;
    window.gavelSaid = { identity: key, texts: new Set() };
    if (isRecording) return;
    const describe = (element: Element): string => {
      const named = [element, ...element.querySelectorAll('[aria-label]')].map(
        (part) => part.getAttribute('aria-label') ?? '',
      );
      const discs = [...element.querySelectorAll('.step-disc')].map((disc) => disc.getAttribute('class') ?? '');
      const step = element.getAttribute('data-step') ?? '';
      return [...named, ...discs, step, element.textContent ?? ''].join(' ').trim();
    };
    const look = (): void => {
      const said = window.gavelSaid;
      if (!said) return;
      const rows = [...document.querySelectorAll('[data-row]')];
      const row = rows.find((one) => one.getAttribute('data-row') === said.identity);
      for (const cell of row?.querySelectorAll('[data-column]:not([data-column="seen"])') ?? []) {
        said.texts.add(`cell ${describe(cell)}`);
      }
      for (const part of document.querySelectorAll(
        '.toast, .inspector-save-note, .error-panel, .inspector-right, [role="alert"]',
      )) {
        const place = part.closest('section, [role="region"]')?.getAttribute('aria-label') ?? '';
        said.texts.add(`part ${place} ${describe(part)}`);
      }
    };
    new MutationObserver(look).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  }, identity);
}

function readSaid(page: ServerPage): Promise<string[]> {
  return page.page.evaluate(() => [...(window.gavelSaid?.texts ?? [])]);
}
