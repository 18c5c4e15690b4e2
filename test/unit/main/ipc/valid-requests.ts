/** One valid request for every channel of the table: what wrong ones are made from, and the control beside them. */
import type { RequestPayloads } from '#contract/schemas/requests';

const serverId = 'abcdefghijklmnop2345';

export const validRequests: RequestPayloads = {
  'app:read-info': {},
  'app:copy-text': { text: 'sid' },
  'app:report-drafts': { draftCount: 2 },
  'settings:read': {},
  'settings:save': { theme: 'dark', density: 'compact', panes: { room: [60, 40] }, folded: ['tracks'] },
  'servers:list': {},
  'servers:list-names': {},
  'servers:read-current': {},
  'servers:open': { serverId },
  'servers:open-form': { serverId },
  'servers:open-manager': {},
  'servers:delete': { serverId },
  'servers:read-form': {},
  'servers:save': {
    name: 'Town hall',
    url: 'wss://live.example.com',
    apiKey: 'APIkey',
    apiSecret: 'a secret',
    colour: 'teal',
    environment: 'staging',
    observerMode: 'levels',
  },
  'servers:close-form': {},
  'rooms:list': { isFresh: true },
  'rooms:join': { room: 'town-hall' },
  'rooms:report-join': { joinId: 'join-1', outcome: 'joined', roomSid: 'RM_1', message: 'fine' },
  'rooms:leave': { room: 'town-hall', joinId: 'join-1' },
  'rooms:read-facts': { room: 'town-hall' },
  'rooms:hint': { room: 'town-hall', identities: ['ada'] },
  'actions:plan': {
    verb: 'participant.set-attributes',
    room: 'town-hall',
    parameters: { identity: 'ada', changes: { team: 'red' }, base: { team: 'blue' } },
  },
  'actions:plan-undo': { actionId: 'action-1' },
  'actions:run': { planId: 'plan-1', reason: 'asked by the host' },
  'dispatches:list': { room: 'town-hall' },
  'requests:list': { limit: 100 },
  'audit:list': { limit: 100, beforeSequence: 7 },
};
