/**
 * Twenty changes that others make while the console is cut off, with the rows that must tell them afterwards, and what a
 * room's events and grid are compared with. Two more changes leave nothing behind, so nothing may be told of them.
 */
import type { ParticipantInfo } from '@livekit/protocol';
import type { UpdateParticipantOptions } from 'livekit-server-sdk';
import { readParticipant } from '#contract/wire';
import { participantFields } from '#contract/fields';
import type { ApiClients } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import type { BotOptions } from '#tools/people/signal-bot.ts';
import type { ServerAccess } from '#tools/server-access.ts';
import { waitUntil } from '#tools/wait-until.ts';

/** A row of Events, as far as it is compared. */
export interface ToldRow {
  type: string;
  who: string;
  details: string;
  before?: string;
  after?: string;
}

type Expected = Omit<ToldRow, 'details'>;

export const foundLater = 'found after reconnect';
export const changeCount = 20;

const cast: Record<string, Partial<BotOptions>> = {
  mei: { name: 'Mei', attributes: { team: 'red' } },
  leo: { attributes: { hand: '1', team: 'red' }, metadata: '{"city":"Kobe"}' },
  zoe: { name: 'Zoe' },
  sam: { metadata: 'first' },
  ivy: { attributes: { desk: '4' } },
  kai: { name: 'Kai', attributes: { desk: '5' } },
  ben: {},
  eve: { attributes: { desk: '7' } },
  ada: { attributes: { team: 'red' } },
  helper: { kind: 'agent', attributes: { mood: 'calm' } },
  ghost: { hidden: true, attributes: { watch: 'on' } },
};

/** The people of one room, who make the changes. */
export interface ChangingRoom {
  readonly bots: ReadonlyMap<string, LiveBot>;
  /** Makes all changes and waits until the server lists what came of them; answers with the rows that must tell them. */
  change(): Promise<Expected[]>;
  leave(): void;
}

/** Everybody joins and is active; the room has metadata. */
export async function fillChangingRoom(
  server: ServerAccess,
  api: ApiClients,
  room: string,
  { doComeBack = false }: { doComeBack?: boolean } = {},
): Promise<ChangingRoom> {
  const bots = new Map<string, LiveBot>();
  async function join(identity: string, extra: Partial<BotOptions> = {}): Promise<LiveBot> {
    const bot = new LiveBot({ server, room, identity, doesComeBack: doComeBack, ...extra });
    bots.set(identity, bot);
    await bot.join();
    return bot;
  }
  for (const [identity, extra] of Object.entries(cast)) await join(identity, extra);
  await api.rooms.updateRoomMetadata(room, 'act one');
  const bot = (identity: string): LiveBot => bots.get(identity) ?? fail(identity);

  async function change(): Promise<Expected[]> {
    const eveBefore = bot('eve').self?.sid;
    await bot('mei').update({ attributes: { team: 'blue' } });
    await bot('mei').update({ attributes: { hand: '1' } });
    await bot('leo').update({ attributes: { hand: '' } });
    await bot('leo').update({ metadata: '{"city":"Osaka"}' });
    await bot('zoe').update({ name: 'Zoe T.' });
    await bot('helper').update({ attributes: { mood: 'busy' } });
    const update = (identity: string, change: UpdateParticipantOptions): Promise<unknown> =>
      api.rooms.updateParticipant(room, identity, change);
    await update('zoe', { attributes: { desk: '2' } });
    await update('sam', { metadata: 'second' });
    const rights = { canSubscribe: true, canPublish: true, canPublishData: true, canUpdateMetadata: true };
    await update('sam', { permission: rights });
    await update('ivy', { attributes: { desk: '', seat: '9' } });
    await update('kai', { name: 'Kai B.' });
    await update('kai', { attributes: { desk: '6' } });
    await update('kai', { permission: { ...rights, canUpdateMetadata: false } });
    await update('ghost', { attributes: { watch: 'off' } });
    await api.rooms.updateRoomMetadata(room, 'act two');
    bot('ben').leave();
    await join('newcomer');
    await bot('eve').rejoin();
    await bot('eve').update({ attributes: { desk: '8' } });
    // There and back, and come and gone: neither is left to be found.
    await bot('ada').update({ attributes: { team: 'green' } });
    await bot('ada').update({ attributes: { team: 'red' } });
    (await join('passer-by')).leave();
    const eveAfter = bot('eve').self?.sid;
    await waitUntil(
      async () => {
        const listed = await api.rooms.listParticipants(room);
        const names = listed.map(({ identity }) => identity);
        return names.includes('newcomer') && !names.includes('ben') && !names.includes('passer-by');
      },
      { what: 'the list to hold who came and not who left' },
    );
    const attribute = (who: string, key: string, before: string | undefined, after: string | undefined): Expected => ({
      type: 'attributes',
      who,
      before: JSON.stringify(before === undefined ? {} : { [key]: before }),
      after: JSON.stringify(after === undefined ? {} : { [key]: after }),
    });
    return [
      attribute('mei', 'team', 'red', 'blue'),
      attribute('mei', 'hand', undefined, '1'),
      attribute('leo', 'hand', '1', undefined),
      { type: 'metadata', who: 'leo', before: '{"city":"Kobe"}', after: '{"city":"Osaka"}' },
      { type: 'name', who: 'zoe', before: 'Zoe', after: 'Zoe T.' },
      attribute('helper', 'mood', 'calm', 'busy'),
      attribute('zoe', 'desk', undefined, '2'),
      { type: 'metadata', who: 'sam', before: 'first', after: 'second' },
      { type: 'permissions', who: 'sam' },
      attribute('ivy', 'desk', '4', undefined),
      attribute('ivy', 'seat', undefined, '9'),
      { type: 'name', who: 'kai', before: 'Kai', after: 'Kai B.' },
      attribute('kai', 'desk', '5', '6'),
      { type: 'permissions', who: 'kai' },
      attribute('ghost', 'watch', 'on', 'off'),
      { type: 'room-metadata', who: '', before: 'act one', after: 'act two' },
      { type: 'left', who: 'ben' },
      { type: 'joined', who: 'newcomer' },
      { type: 'joined', who: 'eve', ...sids(eveBefore, eveAfter) },
      attribute('eve', 'desk', '7', '8'),
    ];
  }

  return {
    bots,
    change,
    leave: () => bots.forEach((one) => one.leave()),
  };
}

/** What the rows tell of the changes: each must be told once, marked as found later, and nothing else may be marked so. */
export interface Comparison {
  found: number;
  missed: string[];
  /** Told again, or never made. */
  invented: string[];
}

export interface CompareOptions {
  /** False where the server was restarted: then everybody has come back in a new session, and rows about sessions are not among the changes. */
  isSameRoom?: boolean;
  /** Begins the rows that are looked at. */
  mark?: string;
  /** The list was read while the changes were made, or they were heard: it may be told what was so for a moment only. */
  wasWatched?: boolean;
  /** One update of several attributes is one row while it is heard. */
  wasHeard?: boolean;
}

export function compareRows(
  rows: readonly ToldRow[],
  expected: readonly Expected[],
  { isSameRoom = true, mark = foundLater, wasWatched = false, wasHeard = false }: CompareOptions = {},
): Comparison {
  const isCompared = ({ type }: Expected): boolean => isSameRoom || (type !== 'joined' && type !== 'left');
  const wanted = expected.filter(isCompared);
  const marked = rows.filter((row) => row.details.startsWith(mark) && isCompared(row));
  const used = new Set<ToldRow>();
  const missed: string[] = [];
  for (const one of wanted) {
    const row =
      marked.find((candidate) => !used.has(candidate) && isTold(candidate, one)) ??
      (wasHeard ? marked.find((candidate) => isTold(candidate, one)) : undefined);
    if (row) used.add(row);
    else missed.push(describe(one));
  }
  const invented = marked.filter((row) => !used.has(row) && !(wasWatched && wasPassing(row)));
  return { found: wanted.length - missed.length, missed, invented: invented.map(describe) };
}

/** What was so while the changes were made, and is not any more: true, though nothing is left of it. */
function wasPassing({ type, who }: Expected): boolean {
  return who === 'passer-by' || (who === 'ada' && type === 'attributes') || (who === 'eve' && type === 'left');
}

function isTold(row: ToldRow, wanted: Expected): boolean {
  if (row.type !== wanted.type || row.who !== wanted.who) return false;
  // Read off the screen, a row has no whole values; those of sessions are not in its line.
  const isOnScreen = row.before === undefined && row.after === undefined;
  if (isOnScreen && (row.type === 'joined' || row.type === 'left')) return true;
  if (isOnScreen) return [wanted.before, wanted.after].flatMap(listWords).every((word) => row.details.includes(word));
  const isSame = (one: string | undefined, other: string | undefined): boolean => other === undefined || one === other;
  return isSame(row.before, wanted.before) && isSame(row.after, wanted.after);
}

/** The names and values in a text, which is JSON or not. */
function listWords(text: string | undefined): string[] {
  if (text === undefined) return [];
  if (!text.startsWith('{')) return [text];
  return Object.entries(JSON.parse(text) as Record<string, string>).flat();
}

/** Fields that the API tells, read from its list as the grid reads them: by identity and field. */
export function readTruth(listed: readonly ParticipantInfo[], fields: readonly string[]): Record<string, object> {
  const wanted = participantFields.filter(({ name }) => fields.includes(name));
  const session = {
    source: 'both' as const,
    seenAtMs: undefined,
    changedAtMs: undefined,
    leftAtMs: undefined,
    leftReason: undefined,
    isSpeaking: undefined,
    level: undefined,
    quality: undefined,
    isUnwatched: undefined,
  };
  return Object.fromEntries(
    listed.map((info) => {
      const facts = readParticipant(info);
      const cells = wanted.map((field) => [field.name, field.read({ facts, session } as never)] as const);
      const keys = attributeKeys.map((key) => [`attr.${key}`, facts.attributes[key] ?? null] as const);
      return [facts.identity, Object.fromEntries([...cells, ...keys])];
    }),
  );
}

const attributeKeys = ['team', 'hand', 'desk', 'seat', 'mood', 'watch'];

/** Fields that both the API and the grid know for certain. */
export const comparedFields =
  'identity name sid kind state metadata hidden mic camera screen tracks can.subscribe can.publish can.publishData can.updateMetadata can.mic can.camera can.screen'.split(
    ' ',
  );
export const comparedColumns = [...comparedFields, ...attributeKeys.map((key) => `attr.${key}`)];

function describe({ type, who, before, after }: Expected): string {
  return `${type} ${who} ${before ?? ''} → ${after ?? ''}`;
}

function sids(before: string | undefined, after: string | undefined): { before?: string; after?: string } {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

function fail(identity: string): never {
  throw new Error(`nobody is called ${identity}`);
}
