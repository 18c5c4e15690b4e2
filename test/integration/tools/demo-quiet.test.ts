/** In the still demo an empty log is a proof: who comes hidden is told to nobody, who comes openly is told to all. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemo, type Demo } from '#tools/demo/start-demo.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';

let demo: Demo;
const visitors: LiveBot[] = [];

beforeAll(async () => {
  demo = await startDemo({ isStill: true, hasNoteTaker: false });
});

afterAll(async () => {
  for (const visitor of visitors) visitor.leave();
  await demo.dispose();
});

async function visit(identity: string, extra: Partial<LiveBot['options']>): Promise<void> {
  const visitor = new LiveBot({ server: demo.server, room: 'town-hall', identity, ...extra });
  visitors.push(visitor);
  await visitor.join();
}

it('tells nobody about a hidden agent, and everybody about a visitor (control)', async () => {
  await demo.waitUntilQuiet();
  const townHall = [...demo.people.values()].filter(({ room }) => room === 'town-hall');
  const marks = new Map(townHall.map(({ person, log }) => [person.identity, log.events.length]));
  const newsOf = (session: (typeof townHall)[number]): string =>
    JSON.stringify(session.log.since(marks.get(session.person.identity) ?? 0));

  await visit('observer', { hidden: true, kind: 'agent' });
  // Joins of listeners are told in batches every 3 s: when the later one has arrived, the earlier one would have too.
  await visit('visitor', {});
  await waitUntil(() => townHall.every((session) => newsOf(session).includes('"visitor"')), {
    what: 'everybody to be told of the visitor',
  });
  for (const session of townHall) expect(newsOf(session)).not.toContain('"observer"');
  for (const session of townHall)
    expect(session.client instanceof LiveBot && session.log.participants.has('observer')).toBe(false);
});
