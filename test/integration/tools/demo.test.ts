/** The demo is the room that it promises to be. */
import { ParticipantInfo_Kind, ParticipantInfo_State } from '@livekit/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { startDemo, type Demo } from '#tools/demo/start-demo.ts';
import { createApiClients } from '#tools/livekit-server.ts';
import { waitUntil } from '#tools/wait-until.ts';

let demo: Demo | undefined;

afterEach(async () => {
  await demo?.dispose();
  demo = undefined;
});

describe('startDemo', () => {
  it('fills the town hall with people who are what they say, and keeps still when told to', async () => {
    demo = await startDemo({ isStill: true, hasNoteTaker: false });
    const { rooms } = createApiClients(demo.server);
    const listed = await waitUntil(
      async () => {
        const people = await rooms.listParticipants('town-hall');
        return (
          people.every(({ state }) => state === ParticipantInfo_State.ACTIVE) &&
          people.filter(({ tracks }) => tracks.length > 0).length === 6 &&
          people
        );
      },
      { what: 'everybody to be ACTIVE and six to publish' },
    );
    expect(listed).toHaveLength(26);
    expect(listed.filter(({ kind }) => kind === ParticipantInfo_Kind.SIP).map(({ identity }) => identity)).toEqual([
      'sip_+12025550143',
    ]);
    expect(listed.filter(({ permission }) => permission?.hidden).map(({ identity }) => identity)).toEqual([
      'quality-watch',
    ]);
    expect(await rooms.listParticipants('green-room')).toHaveLength(3);
    expect(JSON.parse((await rooms.listRooms(['town-hall']))[0]?.metadata ?? '')).toHaveProperty('agenda');

    for (const { sid, identity, metadata, attributes, name, tracks } of listed) {
      const session = demo.people.get(identity);
      expect({ metadata, name }).toEqual({ metadata: session?.person.metadata, name: session?.person.name });
      expect(attributes).toMatchObject(session?.person.attributes ?? {});
      const isMutedByTrackSid = Object.fromEntries(tracks.map((track) => [track.sid, track.muted]));
      expect(session?.client.ownView).toMatchObject({ sid, identity, metadata, attributes, name, isMutedByTrackSid });
    }
    expect(listed.filter(({ attributes }) => /^\d{13}$/.test(attributes['handRaisedAt'] ?? ''))).toHaveLength(3);
  });

  it('lives when it is not still', async () => {
    demo = await startDemo({ hasNoteTaker: false });
    const witness = demo.people.get('hana-kim');
    const from = witness?.log.events.length ?? 0;
    await waitUntil(
      () => (witness?.log.since(from, ['room', 'joined', 'active', 'quality', 'other']).length ?? 0) >= 3,
      { what: 'three visible changes' },
    );
  });
});
