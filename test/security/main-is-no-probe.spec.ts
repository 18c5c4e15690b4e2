/** Main speaks to the chosen servers and to nobody else: where they send it, it does not go. */
import { ask, expect, test } from './support/fixtures.ts';

test('a server that redirects API calls is not followed, and its answer does not reach the page', async ({
  gavel,
  probe,
}) => {
  const server = await gavel.openServer(probe.origin);
  const answer = await ask(server, 'rooms:list', { isFresh: true });
  // The call itself may be told as a failure or as a list that could not be read; never as rooms.
  expect(JSON.stringify(answer)).not.toContain('"probe"');
  await expect.poll(() => probe.requests).toContain('POST /twirp/livekit.RoomService/ListRooms');
  // A second round through everything, so that a late follower would have been seen.
  await ask(server, 'rooms:list', { isFresh: true });
  expect(probe.requests.filter((request) => request.includes('/redirected'))).toEqual([]);
  expect(probe.cookies).toEqual([]);
});

test('control: a call that follows is seen at the other end', async ({ twin, probe }) => {
  await twin.app.evaluate(
    ({ net }, url) => net.fetch(url, { method: 'POST', body: '{}' }).then((response) => response.text()),
    `${probe.origin}/twirp/livekit.RoomService/ListRooms`,
  );
  expect(probe.requests).toContain('POST /redirected');
});
