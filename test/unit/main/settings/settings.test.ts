/** Settings: merged member by member, told to every window, written whole; a damaged file does not stop the app. */
import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSettings, type SettingsService } from '#main/services/settings/settings';
import { createFakeClock, createRecordingEvents, createRecordingLogger } from '#test/support/ports';
import { makeTemporaryFolder } from '#test/support/temporary-folder';

interface Stage {
  settings: SettingsService;
  events: ReturnType<typeof createRecordingEvents>;
  logger: ReturnType<typeof createRecordingLogger>;
}

async function start(filePath: string): Promise<Stage> {
  const events = createRecordingEvents();
  const logger = createRecordingLogger();
  return { events, logger, settings: await createSettings({ filePath, clock: createFakeClock(), events, logger }) };
}

const makeFile = async (): Promise<string> => path.join(await makeTemporaryFolder(), 'settings.json');

describe('settings', () => {
  it('begin with what the system says, and write nothing until something is changed', async () => {
    const filePath = await makeFile();
    const { settings, logger } = await start(filePath);
    expect(settings.read()).toEqual({
      theme: 'system',
      density: 'regular',
      panes: {},
      folded: [],
      tabs: {},
    });
    expect(await fs.readdir(path.dirname(filePath))).toEqual([]);
    expect(logger.lines).toEqual([]);
  });

  it('change only the members given, keep other panes, and tell every window', async () => {
    const filePath = await makeFile();
    const { settings, events } = await start(filePath);
    await settings.save({ panes: { room: [70, 30] }, folded: ['inspector.tracks'] });
    const after = await settings.save({ theme: 'dark', panes: { dock: [60, 40] }, density: undefined });
    expect(after).toEqual({
      theme: 'dark',
      density: 'regular',
      panes: { room: [70, 30], dock: [60, 40] },
      folded: ['inspector.tracks'],
      tabs: {},
    });
    expect(settings.read()).toEqual(after);
    expect(events.sent.at(-1)).toEqual({ to: '*', channel: 'settings:changed', payload: after });
    expect((await start(filePath)).settings.read()).toEqual(after);
  });

  it('hold a bounded number of pane groups, the newest ones', async () => {
    const { settings } = await start(await makeFile());
    for (let group = 0; group < 60; group += 1) await settings.save({ panes: { [`group-${group}`]: [50, 50] } });
    expect(Object.keys(settings.read().panes)).toHaveLength(40);
    expect(settings.read().panes).toHaveProperty('group-59');
  });

  it('saved many times at once end as the last one said', async () => {
    const filePath = await makeFile();
    const { settings, events } = await start(filePath);
    await Promise.all(Array.from({ length: 20 }, (_, index) => settings.save({ panes: { dock: [index] } })));
    expect((await start(filePath)).settings.read().panes).toEqual({ dock: [19] });
    expect(events.sent).toHaveLength(20);
    expect(await fs.readdir(path.dirname(filePath))).toEqual(['settings.json']);
  });

  it('go on with the defaults when the file is damaged, which is set aside and named in the log', async () => {
    const filePath = await makeFile();
    await fs.writeFile(filePath, '{"theme":"neon"}');
    const { settings, logger } = await start(filePath);
    expect(settings.read().theme).toBe('system');
    expect(logger.lines).toEqual([
      expect.stringMatching(/^warn settings set aside as .*settings\.json\.damaged-.*theme/),
    ]);
    const [setAside = ''] = await fs.readdir(path.dirname(filePath));
    expect(await fs.readFile(path.join(path.dirname(filePath), setAside), 'utf8')).toBe('{"theme":"neon"}');
  });

  it('that cannot be written hold for this run, and the next save is tried again', async () => {
    const filePath = await makeFile();
    const { settings } = await start(filePath);
    await fs.mkdir(filePath);
    await expect(settings.save({ theme: 'dark' })).rejects.toThrow();
    expect(settings.read().theme).toBe('dark');
    await fs.rmdir(filePath);
    await settings.save({ density: 'compact' });
    expect((await start(filePath)).settings.read()).toMatchObject({ theme: 'dark', density: 'compact' });
  });
});
