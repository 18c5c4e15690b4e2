/** The seeded people of the main job: no churn, so that every cell can be compared with what their own client reports. */
import type { LiveBot } from '#tools/people/live-bot.ts';
import type { ServerAccess } from '#tools/server-access.ts';
import type { World } from './world.ts';

export const room = 'stage';

export interface People {
  amara: LiveBot;
  /** May publish a microphone only. */
  jonas: LiveBot;
  /** Metadata that was meant to be JSON. */
  pascal: LiveBot;
  /** Arabic name, no metadata. */
  fatima: LiveBot;
  phone: LiveBot;
  /** Known to the API only. */
  hidden: LiveBot;
}

/** Lets them join one after the other. */
export async function joinPeople(world: World, server: ServerAccess): Promise<People> {
  const join = (identity: string, options: object): Promise<LiveBot> =>
    world.join({ server, room, identity, ...options });
  return {
    amara: await join('amara', {
      name: 'Amara Okafor',
      attributes: { team: 'red', role: 'speaker' },
      metadata: '{"seat":"B-14","badges":["gold",2]}',
      grants: { canPublish: true },
    }),
    jonas: await join('jonas', {
      name: 'Jonas Nilsson',
      attributes: { team: 'blue', 'x.odd key': 'kept' },
      grants: { canPublish: true, canPublishSources: ['microphone'] },
    }),
    pascal: await join('pascal', { name: 'Pascal Dubois', metadata: '{"seat":' }),
    fatima: await join('fatima', { name: 'فاطمة الزهراء' }),
    phone: await join('+49 30 4471', {
      name: 'Caller Berlin',
      kind: 'sip',
      attributes: { 'sip.callID': 'SCL_1', 'sip.phoneNumber': '+49304471' },
    }),
    hidden: await join('observer-qa', { name: 'QA observer', hidden: true }),
  };
}
