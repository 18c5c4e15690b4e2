/** The server is killed and comes back: said honestly, joined again only when the room is listed, table read anew. */
import { createApiClients } from '#tools/livekit-server.ts';
import { startFaultProxy } from '#tools/fault-proxy.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { joinPeople, room } from './support/people.ts';
import { expect, test } from './support/world.ts';

test('a closed room is never re-created by the console, and it comes back once people have', async ({ world }) => {
  const server = await world.startServer();
  const people = await joinPeople(world, server);
  const proxy = await startFaultProxy(server);
  world.onEnd(() => proxy.dispose());
  const app = await world.launch();
  const page = await app.addAndOpen(proxy);
  await page.openRoom(room);
  await page.expectCell('amara', 'name', 'Amara');
  const sidBefore = (await createApiClients(server).rooms.listRooms([room]))[0]?.sid;
  expect(proxy.countJoins(), 'control: the join itself went through the proxy').toBeGreaterThan(0);
  const joinsBefore = proxy.countJoins();

  // Nobody comes back by himself, so only the console could re-create the room.
  for (const bot of Object.values(people)) bot.kill();
  await server.restart({ downMs: 1_000 });
  await expect(page.roomState('reconnecting')).toBeVisible();
  const asked = proxy.count({ method: 'ListRooms' });
  await waitUntil(() => proxy.count({ method: 'ListRooms' }) > asked + 3, {
    what: 'the console has asked whether the room is listed',
  });
  expect(await createApiClients(server).rooms.listRooms()).toEqual([]);
  expect(proxy.countJoins()).toBe(joinsBefore);
  await expect(page.roomState('live')).toBeHidden();

  await people.amara.rejoin();
  await people.amara.update({ attributes: { team: 'violet' } });
  await expect(page.roomState('live')).toBeVisible();
  await page.expectCell('amara', 'attr.team', 'violet');
  await page.expectCell('jonas', 'state', 'left');
  const sidAfter = (await createApiClients(server).rooms.listRooms([room]))[0]?.sid;
  expect(sidAfter).not.toBe(sidBefore);
});
