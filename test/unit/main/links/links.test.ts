/** A link only asks: about one saved server, one at a time, and what was agreed to is told once to its window. */
import { expect, it } from 'vitest';
import { createLinks } from '#main/services/links/links';
import { fingerprintServer } from '#main/services/links/server-fingerprint';
import {
  createFakeClock,
  createRecordingEvents,
  createRecordingLogger,
  createRecordingWindows,
} from '#test/support/ports';

const serverId = 'abcdefghijklmnop2345';
const saved = { id: serverId, name: 'Northwind', colour: 'teal', environment: 'staging', apiKey: 'APIkey' } as const;
const address = { signalOrigin: 'wss://live.example.com' };

function setUp(answers: (boolean | Promise<boolean>)[] = []) {
  const questions: { title: string; detail: string }[] = [];
  const events = createRecordingEvents();
  const windows = createRecordingWindows();
  const clock = createFakeClock();
  const logger = createRecordingLogger();
  let servers = [saved];
  const links = createLinks({
    servers: {
      listNames: () => servers,
      find: (id: string) => servers.find((server) => server.id === id),
      findAddress: () => address,
    } as never,
    windows,
    confirm: async (question) => {
      questions.push(question);
      return (await answers.shift()) ?? false;
    },
    events,
    clock,
    logger,
  });
  const made = links.make(serverId, { room: 'town hall', identity: 'ada' });
  return {
    links,
    link: made.ok ? made.value : '',
    questions,
    told: () => events.sent.map(({ to, channel }) => `${to} ${channel}`),
    windows,
    clock,
    logger,
    forget: () => (servers = []),
  };
}

it('asks, and tells the server’s window what was agreed to, once', async () => {
  const { links, link, questions, told, windows } = setUp([true]);
  await links.receive(link);
  expect(questions).toHaveLength(1);
  expect(questions[0]?.title).toBe('Open the room “town hall” of Northwind?');
  expect(questions[0]?.detail).toContain('“ada”');
  expect(windows.calls).toEqual([`openServer ${serverId}`]);
  expect(told()).toEqual([`${serverId} links:arrived`]);
  expect(links.take('another2server2345')).toBeUndefined();
  expect([links.take(serverId), links.take(serverId)]).toEqual([{ room: 'town hall', identity: 'ada' }, undefined]);
});

it('does nothing where the moderator declines, or the server was deleted meanwhile', async () => {
  const declined = setUp([false]);
  await declined.links.receive(declined.link);
  const deleted = setUp([Promise.resolve(true)]);
  const asking = deleted.links.receive(deleted.link);
  deleted.forget();
  await asking;
  for (const { links, windows, told } of [declined, deleted]) {
    expect([windows.calls, told(), links.take(serverId)]).toEqual([[], [], undefined]);
  }
});

it('says so where no such server is saved, and adds none', async () => {
  const { links, link, questions, windows } = setUp([false, true]);
  const foreign = link.replace(/\/\/[a-z2-7]{16}/, '//zzzzzzzzzzzzzzzz');
  await links.receive(foreign);
  expect(questions[0]?.title).toContain('not saved here');
  expect(questions[0]?.detail).toContain('Add server');
  expect(windows.calls).toEqual([]);
  await links.receive(foreign);
  expect(windows.calls, 'only shown').toEqual(['openManager']);
});

it('asks about one link at a time', async () => {
  let answer = (_isAgreed: boolean): void => undefined;
  const { links, link, questions, logger } = setUp([new Promise((resolve) => (answer = resolve))]);
  const first = links.receive(link);
  for (let count = 0; count < 100; count++) await links.receive(link);
  expect(questions).toHaveLength(1);
  expect(logger.lines).toHaveLength(100);
  answer(false);
  await first;
  await links.receive(link);
  expect(questions, 'control').toHaveLength(2);
});

it('neither shows nor logs what a wrong link says', async () => {
  const { links, questions, windows, logger } = setUp();
  await links.receive('gavel://evil\u202E/secret?join=1');
  expect(JSON.stringify([questions, logger.lines])).not.toMatch(/evil|secret/);
  expect([questions.length, windows.calls]).toEqual([1, []]);
});

it('forgets what no window has asked for in time', async () => {
  const { links, link, clock } = setUp([true, true]);
  await links.receive(link);
  clock.advance(60_001);
  expect(links.take(serverId)).toBeUndefined();
  await links.receive(link);
  clock.advance(60_000);
  expect(links.take(serverId), 'control').toBeDefined();
});

it('names a server alike everywhere, and each differently', () => {
  const one = { signalOrigin: 'wss://live.example.com', apiKey: 'APIkey' };
  expect(fingerprintServer(one)).toBe(fingerprintServer({ ...one }));
  const others = [
    { ...one, apiKey: 'APIkex' },
    { ...one, signalOrigin: 'ws://live.example.com' },
  ];
  expect(new Set([one, ...others].map(fingerprintServer)).size).toBe(3);
  expect(fingerprintServer(one)).toMatch(/^[a-z2-7]{16}$/);
});
