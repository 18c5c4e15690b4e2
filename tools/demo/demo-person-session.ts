/**
 * Lets one invented person take part: joins as the right kind of participant and acts through that session only,
 * never through the server API.
 */
import { LiveBot } from '../people/live-bot.ts';
import { RtcPerson } from '../people/rtc-person.ts';
import type { VideoGrants } from '../people/access-token.ts';
import type { RoomLog } from '../people/room-log.ts';
import type { ServerAccess } from '../server-access.ts';
import type { DemoPerson, DemoRole, DemoRoom } from './cast.ts';
import type { DemoAction } from './plan.ts';

/** One person's session in one room. */
export interface DemoPersonSession {
  readonly person: DemoPerson;
  readonly room: string;
  /** What the person's own client was told; tests compare the console with it. */
  readonly log: RoomLog;
  readonly client: LiveBot | RtcPerson;
  isJoined(): boolean;
  join(): Promise<void>;
  leave(): Promise<void>;
  /** Does one thing. What is not possible just now (muting while away) is left out. */
  act(action: DemoAction): Promise<void>;
}

const ROLE_GRANTS: Readonly<Record<DemoRole, VideoGrants>> = {
  host: { canPublish: true, canPublishData: true },
  speaker: { canPublish: true, canPublishData: true, canPublishSources: ['camera', 'microphone', 'screen_share'] },
  guest: { canPublish: true, canPublishData: true, canPublishSources: ['microphone'] },
  attendee: { canPublish: false, canPublishData: true },
};

/** Prepares a session; nobody joins yet. `nowMs` is the time from which raised hands count back. */
export function createDemoPersonSession(
  server: ServerAccess,
  room: DemoRoom,
  person: DemoPerson,
  nowMs: number,
): DemoPersonSession {
  const { identity, name, metadata, kind, handRaisedMsAgo, hasCamera } = person;
  const attributes = {
    ...person.attributes,
    ...(handRaisedMsAgo === undefined ? {} : { handRaisedAt: String(nowMs - handRaisedMsAgo) }),
  };
  const grants = kind === 'hidden' ? { canPublish: false } : ROLE_GRANTS[person.role];
  const options = {
    server,
    room: room.name,
    identity,
    name,
    metadata,
    attributes,
    grants,
    hidden: kind === 'hidden',
    doesComeBack: true,
  };
  const client =
    kind === 'rtc'
      ? new RtcPerson({ ...options, hasMicrophone: true, hasCamera })
      : new LiveBot({ ...options, kind: kind === 'phone' ? 'sip' : 'standard' });

  async function act(action: DemoAction): Promise<void> {
    if (!client.isJoined && action.type !== 'come-back') return;
    switch (action.type) {
      case 'raise-hand':
        return client.update({ attributes: { handRaisedAt: String(Date.now()) } });
      case 'lower-hand':
        return client.update({ attributes: { handRaisedAt: '' } });
      case 'set-attribute':
        return client.update({ attributes: { [action.key]: action.value } });
      case 'set-metadata':
        return client.update({ metadata: action.metadata });
      case 'leave':
        return client.leave();
      case 'come-back':
        if (!client.isJoined) await client.join();
        return;
      case 'mute':
      case 'unmute':
        if (client instanceof RtcPerson) client.setMuted(action.type === 'mute');
        return;
      case 'start-talking':
      case 'stop-talking':
        if (client instanceof RtcPerson) client.setTalking(action.type === 'start-talking');
        return;
      case 'say':
        if (client instanceof RtcPerson) await client.sendText(action.text);
        return;
      default:
        action satisfies never;
    }
  }

  return {
    person,
    room: room.name,
    log: client.log,
    client,
    isJoined: () => client.isJoined,
    async join() {
      await client.join();
    },
    async leave() {
      await client.leave();
    },
    act,
  };
}
