/** Listening to one microphone and seeing one camera: on record, of that track alone, and untold to the room. */
import { RoomEvent } from '@livekit/rtc-node';
import type { AuditRecord } from '#contract/domain/activity';
import type { RoomLogEvent } from '#tools/people/room-log.ts';
import { RtcPerson } from '#tools/people/rtc-person.ts';
import type { ServerPage } from './pages/server-page.ts';
import { listViolations } from './support/axe.ts';
import { room } from './support/people.ts';
import { countComing, readPackets, watchReceivedMedia } from './support/received-media.ts';
import { expect, test } from './support/world.ts';

/** Outcomes of the record about listening, oldest first: `listen mei began`. */
async function readRecord(page: ServerPage): Promise<string[]> {
  const rows = await page.page.evaluate(async () => {
    const answer = await window.gavel!.request('audit:list', { limit: 200 });
    return answer.ok ? answer.value : [];
  });
  return rows
    .filter(({ verb }) => verb === 'listen' || verb === 'see')
    .toSorted((a: AuditRecord, b: AuditRecord) => a.sequence - b.sequence)
    .map(({ phase, verb, target, outcome, message }) =>
      [verb, target, phase === 'intent' ? 'asked' : outcome, message].filter(Boolean).join(' '),
    );
}

test('one person is heard and seen at a time: recorded, of that track alone, and nobody in the room is told', async ({
  world,
}) => {
  const server = await world.startServer();
  const makeSpeaker = async (identity: string, hasCamera: boolean): Promise<RtcPerson> => {
    const grants = { canPublish: true, canSubscribe: true };
    const person = new RtcPerson({ server, room, identity, hasMicrophone: true, hasCamera, grants });
    world.onEnd(() => person.leave());
    await person.join();
    return person;
  };
  const mei = await makeSpeaker('mei', true);
  const jonas = await makeSpeaker('jonas', false);
  const amara = await world.join({ server, room, identity: 'amara' });
  const subscribedTo: string[] = [];
  mei.room.on(RoomEvent.LocalTrackSubscribed, ({ sid }) => void subscribedTo.push(sid ?? ''));

  const app = await world.launch();
  const page = await app.addAndOpen(server, { name: 'Levels' });
  await watchReceivedMedia(page.page);
  await page.openRoom(room);
  await page.inspect('mei');
  for (const person of [mei, jonas]) person.setTalking(true);
  for (const person of [mei, jonas]) await page.expectCell(person.identity, 'speaking', /^speaking/);
  const readReceived = async () => (await readPackets(page.page)).filter(({ packets }) => packets > 0);
  expect(await readReceived(), 'both microphones are watched, and nothing ever came').toEqual([]);
  expect(await readRecord(page)).toEqual([]);
  const [toldMei, toldJonas, toldAmara] = [mei, jonas, amara].map(({ events }) => events.length);

  const tracks = page.section('Tracks');
  const badge = page.page.getByRole('group', { name: 'Listening' });
  await tracks.getByRole('button', { name: 'Listen', exact: true }).click();
  await expect(badge).toContainText('Listening to mei');
  await expect.poll(async () => (await readReceived())[0]?.packets ?? 0).toBeGreaterThan(40);
  expect(
    (await readReceived()).map(({ kind }) => kind),
    'nothing of jonas, and no camera',
  ).toEqual(['audio']);
  await expect(page.cell('mei', 'identity').getByRole('img', { name: 'you listen to them' })).toBeVisible();
  await expect(page.cell('jonas', 'identity').getByRole('img', { name: 'you listen to them' })).toHaveCount(0);
  await expect.poll(() => readRecord(page)).toEqual(['listen mei asked', 'listen mei began']);

  await tracks.getByRole('button', { name: 'See', exact: true }).click();
  const video = page.page.locator('video');
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.videoWidth)).toBe(160);
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.getVideoPlaybackQuality().totalVideoFrames))
    .toBeGreaterThan(1);
  await expect(badge).toContainText('Listening to and seeing mei');
  expect(await listViolations(page.page), 'axe, while listening and seeing').toEqual([]);

  await page.page.keyboard.press('Shift+X');
  await expect(badge).toHaveCount(0);
  await expect(video).toHaveCount(0);
  await expect.poll(() => countComing(page.page)).toBe(0);
  await expect
    .poll(() => readRecord(page))
    .toEqual([
      'listen mei asked',
      'listen mei began',
      'see mei asked',
      'see mei began',
      'listen mei ended stopped by the moderator',
      'see mei ended stopped by the moderator',
    ]);

  // Nobody's own client heard of any of it; what they do hear of is the control.
  // The server reports everybody's own link from time to time, and who speaks to who listens.
  const quiet = new Set(['speakers', 'quality']);
  const toldSince = [mei.events.slice(toldMei), jonas.events.slice(toldJonas), amara.events.slice(toldAmara)];
  // How many they are is told some time after they came; a hidden fourth in it would be found.
  const isTheirCount = (event: RoomLogEvent): boolean =>
    event.type === 'room' &&
    ((event.field === 'numParticipants' && event.after === 3) ||
      (event.field === 'numPublishers' && event.after === 2));
  expect(toldSince.flat().filter((event) => !quiet.has(event.type) && !isTheirCount(event))).toEqual([]);
  expect(subscribedTo).toEqual([]);
  const meiSeenByJonas = jonas.room.remoteParticipants.get('mei');
  for (const publication of meiSeenByJonas?.trackPublications.values() ?? []) publication.setSubscribed(true);
  await expect.poll(() => subscribedTo.length).toBe(2);
  await world.join({ server, room, identity: 'late' });
  for (const person of [mei, jonas, amara]) {
    await expect
      .poll(() => person.events.some((event) => event.type === 'joined' && event.identity === 'late'))
      .toBe(true);
  }

  // By key, in the background of another tab, until the person leaves; it does not begin again when they come back.
  await page.cell('mei', 'identity').click();
  await page.page.keyboard.press('Shift+L');
  await expect(badge).toContainText('Listening to mei');
  await expect.poll(() => countComing(page.page)).toBeGreaterThan(5);
  await page.page.keyboard.press('g');
  await page.page.keyboard.press('r');
  await expect(page.page.getByRole('tab', { name: /you listen or see here/ })).toBeVisible();
  await page.page.getByRole('tab', { name: new RegExp(`^${room}`) }).click();
  await mei.rejoin();
  await expect(badge).toHaveCount(0);
  await page.expectCell('mei', 'mic', 'live');
  await expect.poll(() => countComing(page.page)).toBe(0);
  await expect.poll(async () => (await readRecord(page)).at(-1)).toBe('listen mei ended the person left');

  // A shared screen is seen before the camera: it is what everybody is shown.
  await mei.publishScreen();
  await page.expectCell('mei', 'screen', /live/);
  await page.cell('mei', 'identity').click();
  await page.page.keyboard.press('Shift+V');
  await expect(badge).toContainText('Seeing mei');
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.videoWidth)).toBe(320);
  await page.page.keyboard.press('Shift+V');
  await expect(badge).toHaveCount(0);

  // The tab that closes ends it as well.
  await page.cell('jonas', 'identity').click();
  await page.page.keyboard.press('Shift+L');
  await expect(badge).toContainText('Listening to jonas');
  await page.page.getByRole('tab', { name: new RegExp(`^${room}`) }).press('Delete');
  await expect
    .poll(async () => (await readRecord(page)).at(-1))
    .toBe('listen jonas ended the session in the room was over');
});
