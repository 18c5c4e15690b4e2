/** The breaks: each a real fault, made by a stated method, with what others do meanwhile. */
import { compareRows, foundLater, type Comparison, type ToldRow } from '#test/support/missed-changes';
import { overload } from '#test/support/overload';
import { waitUntil } from '#tools/wait-until.ts';
import { openBreakStage, room, type BreakStage, type Shown } from './break-stage.ts';

export interface Break {
  id: string;
  title: string;
  /** Exactly what is done, in a sentence or a few. */
  method: string;
  /** The server forgets the room, and everybody comes back in a new session. */
  losesRoom?: boolean;
  /** The room stays live: what is told is trouble with the list. */
  staysLive?: boolean;
  run(stage: BreakStage, clock: BreakClock): Promise<Comparison>;
}

/** When the fault began and when the way was open again, told by the break itself. */
export interface BreakClock {
  begin(): void;
  end(): void;
}

export interface BreakFigures {
  id: string;
  title: string;
  method: string;
  /** From the fault's beginning until the console said so; undefined where it never did. */
  noticedMs: number | undefined;
  /** From the fault's end until live again. */
  backMs: number | undefined;
  faultMs: number;
  /** What was shown since the fault began, times from then on. */
  shown: Shown[];
  changes: Comparison;
  /** Identities whose row is not as the server lists them. */
  untrue: string[];
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

const holdOut =
  'The console is kept out by a proxy that closes every connection until people have come back and made the changes; the way is open again from then on.';

export const breaks: readonly Break[] = [
  {
    id: 'killed',
    title: 'Server killed and started again',
    method: `SIGKILL to livekit-server, started again on its ports 2 s later; everybody in the room comes back with the token that the server had refreshed. ${holdOut}`,
    losesRoom: true,
    async run(stage, clock) {
      clock.begin();
      stage.proxy.setRefusing(true);
      await stage.server.restart({ downMs: 2_000 });
      await stage.waitForReturn(2);
      await stage.api.rooms.updateRoomMetadata(room, 'act one');
      const expected = await stage.people.change();
      stage.proxy.setRefusing(false);
      clock.end();
      await stage.waitForState('live');
      return compareRows(await readFound(stage), expected, { isSameRoom: false });
    },
  },
  {
    id: 'drained',
    title: 'Server told to stop (SIGTERM)',
    method:
      'SIGTERM to livekit-server, which then waits for the last person to leave. The changes are made while it waits; then everybody but the console leaves, the server ends by itself, is started again, two people come back, and Retry is pressed.',
    async run(stage, clock) {
      clock.begin();
      const gone = stage.server.kill('SIGTERM');
      await pause(1_000);
      const expected = await stage.people.change();
      // While it drains nothing is cut off: the changes are ordinary events.
      const told = await waitForNews(stage, expected);
      for (const bot of stage.people.bots.values()) bot.leave();
      await gone;
      await stage.server.restart();
      for (const who of ['mei', 'leo']) await stage.people.bots.get(who)?.rejoin();
      // The room ended in order, so the console stays out until it is told to come again.
      await stage.waitForState('offline');
      clock.end();
      await stage.console.page.getByRole('button', { name: 'Retry' }).click();
      await stage.waitForState('live');
      return told;
    },
  },
  {
    id: 'server-stopped',
    title: 'Server stopped for 60 s',
    method: `SIGSTOP to livekit-server, SIGCONT 60 s later: its connections stay open and nothing answers. ${holdOut}`,
    losesRoom: true,
    async run(stage, clock) {
      const { pid } = stage.server;
      if (pid === undefined) throw new Error('the server does not run');
      clock.begin();
      process.kill(pid, 'SIGSTOP');
      await pause(60_000);
      stage.proxy.setRefusing(true);
      process.kill(pid, 'SIGCONT');
      await waitForCalm(stage);
      const expected = await stage.people.change();
      stage.proxy.setRefusing(false);
      clock.end();
      await stage.waitForState('live');
      return compareRows(await readFound(stage), expected, { isSameRoom: false });
    },
  },
  {
    id: 'app-stopped',
    title: 'App stopped for 60 s, as by a sleeping computer',
    method:
      'SIGSTOP to every process of the app (main, renderers, GPU and network), SIGCONT 60 s later. The changes are made meanwhile.',
    async run(stage, clock) {
      clock.begin();
      stage.signalApp('SIGSTOP');
      await pause(1_000);
      const expected = await stage.people.change();
      await pause(60_000);
      stage.signalApp('SIGCONT');
      clock.end();
      await waitForEnd(stage);
      return compareRows(await readFound(stage), expected);
    },
  },
  {
    id: 'half-open',
    title: 'Half-open connections',
    method:
      'A relay swallows whatever either end sends over the connections that are open, closes none of them and passes new ones: signalling and the kept-alive connections of the API at once. Media goes over UDP beside the relay and is not touched. The changes are made at once.',
    async run(stage, clock) {
      clock.begin();
      stage.network.swallow();
      clock.end();
      const expected = await stage.people.change();
      await waitForEnd(stage);
      return compareRows(await stage.readRows('found'), expected, { mark: 'found', wasWatched: true });
    },
  },
  {
    id: 'loss',
    title: '30 s of loss',
    method:
      'The relay delivers nothing for 30 s, neither over open nor over new connections, and then all of it, in order, as TCP does after loss. UDP is not touched: ICE alone would have ended the session after about 15 s of real loss. The changes are made meanwhile.',
    async run(stage, clock) {
      clock.begin();
      stage.network.hold();
      const expected = await stage.people.change();
      await pause(30_000);
      stage.network.release();
      clock.end();
      await waitForEnd(stage);
      return compareRows(await readFound(stage), expected);
    },
  },
  {
    id: 'media-blocked',
    title: 'Media blocked',
    method:
      'The browser’s policy *no UDP outside of a proxy* is set in the running app, and every connection is cut once, so that the console has to join again: signalling goes through, media does not. The changes are made once the room is shown by the list alone; when the list has told them the policy is taken back, and the console is left to itself.',
    async run(stage, clock) {
      clock.begin();
      await stage.setMediaBlocked(true);
      stage.proxy.cutConnections();
      await stage.waitForApiOnly();
      const expected = await stage.people.change();
      const compare = async () => compareRows(await readFound(stage), expected, { wasWatched: true });
      await waitUntil(async () => (await compare()).missed.length === 0, {
        what: 'the list to tell the changes',
        timeoutMs: 15_000,
      }).catch(() => undefined);
      await stage.setMediaBlocked(false);
      clock.end();
      await stage.waitForState('live', 90_000);
      return compare();
    },
  },
  {
    id: 'api-trouble',
    title: 'API slow, then failing, while signalling works',
    method:
      'A proxy answers each call of the API after 3 s, for 15 s, and then each with a 500, for 15 s; signalling is not touched. The changes are made while it answers with 500: they are told as they happen, but for those of a hidden person, which only the list knows.',
    staysLive: true,
    async run(stage, clock) {
      clock.begin();
      const endDelay = stage.proxy.delay({ path: '/twirp', delayMs: 3_000 });
      await pause(15_000);
      endDelay();
      const endFailing = stage.proxy.answer({
        path: '/twirp',
        status: 500,
        body: '{"code":"internal","msg":"out of order"}',
      });
      const expected = await stage.people.change();
      await pause(15_000);
      endFailing();
      clock.end();
      await stage.waitForCalm(90_000);
      return waitForNews(stage, expected);
    },
  },
  {
    id: 'overload',
    title: 'Signalling cut by the overloaded server',
    method:
      'A server drops the signalling of whoever has 200 messages waiting. Here the network to the console stands still while 64 writers write to the console’s own session, which holds 100 kB of metadata, until nothing fits any more: for 6 s, and until 600 writes were taken; then the changes are made and the network goes on. No more than 12 s go by, since after 14 s the console itself would give the connection up.',
    async run(stage, clock) {
      const listed = await stage.api.rooms.listParticipants(room);
      const own = listed.find(({ identity }) => identity.startsWith('gavel-'))?.identity ?? '';
      await stage.api.rooms.updateParticipant(room, own, { metadata: 'x'.repeat(100_000) });
      clock.begin();
      const heldAtMs = Date.now();
      stage.network.hold();
      const load = overload(stage.server, room, [own]);
      await pause(6_000);
      // A busy machine takes too few in that time, and the server has no reason to cut anything.
      await waitUntil(() => load.taken >= 600, { what: '600 writes', timeoutMs: 5_000 }).catch(() => undefined);
      await load.stop();
      const expected = await stage.people.change();
      if (Date.now() - heldAtMs > 12_000)
        throw new Error('the machine is too slow to tell whose end of the session it was');
      stage.network.release();
      clock.end();
      await waitForEnd(stage);
      // Until what had been on its way is heard the session counts as live, and the list may tell some of them first.
      return compareRows(await stage.readRows('found'), expected, { mark: 'found' });
    },
  },
];

/** Runs one break on a stage of its own. */
export async function runBreak(one: Break): Promise<BreakFigures> {
  const stage = await openBreakStage();
  try {
    await pause(6_000);
    let beganAtMs = Number.NaN;
    let endedAtMs = Number.NaN;
    const changes = await one.run(stage, {
      begin: () => (beganAtMs = Date.now()),
      end: () => (endedAtMs = Date.now()),
    });
    const untrue = await findUntrue(stage);
    const shown = (await stage.readShown()).filter(({ atMs }) => atMs >= beganAtMs);
    const isWell = ({ state, text }: Shown): boolean => state === 'live' && (text === '' || !one.staysLive);
    const noticed = shown.find((entry) => entry.state !== '' && !isWell(entry));
    const back = shown.find((entry) => entry.atMs >= Math.max(endedAtMs, noticed?.atMs ?? 0) && isWell(entry));
    return {
      id: one.id,
      title: one.title,
      method: one.method,
      noticedMs: noticed && noticed.atMs - beganAtMs,
      backMs: noticed && back && back.atMs - endedAtMs,
      faultMs: endedAtMs - beganAtMs,
      shown: shown.map((entry) => ({ ...entry, atMs: entry.atMs - beganAtMs })),
      changes,
      untrue,
    };
  } finally {
    await stage.end();
  }
}

function readFound(stage: BreakStage) {
  return stage.readRows(foundLater);
}

/** Back after a break, or, where the break has cut nothing, still there well after what was held has come. */
async function waitForEnd(stage: BreakStage): Promise<void> {
  // Between two looks it may have been away and be back: what was shown is kept.
  const hasBroken = async (): Promise<boolean> =>
    (await stage.readShown()).some(({ state }) => state === 'reconnecting');
  await waitUntil(hasBroken, { what: 'the break to be noticed', timeoutMs: 25_000 }).catch(() => undefined);
  await stage.waitForState('live');
}

/** People of a server that was stopped lose their sessions some time after it goes on. */
async function waitForCalm({ people }: BreakStage): Promise<void> {
  const bots = [...people.bots.values()];
  let calmSinceMs = Date.now();
  await waitUntil(
    () => {
      if (!bots.every((bot) => bot.isActive)) calmSinceMs = Date.now();
      return Date.now() - calmSinceMs > 8_000;
    },
    { what: 'everybody to have been in the room for 8 s', timeoutMs: 90_000 },
  );
}

/** What is told of changes that are heard as they happen: waits for the last of them, and for what only the list knows. */
async function waitForNews(stage: BreakStage, expected: Parameters<typeof compareRows>[1]): Promise<Comparison> {
  const compare = async (): Promise<Comparison> =>
    compareRows((await stage.readRows('')).filter(isNews), expected, { mark: '', wasWatched: true, wasHeard: true });
  await waitUntil(async () => (await compare()).missed.length === 0, {
    what: 'the changes to be shown',
    timeoutMs: 15_000,
  }).catch(() => undefined);
  return compare();
}

/** Rows about people's own changes, without those of the console's own session and of their media. */
function isNews({ type }: ToldRow): boolean {
  return !['active', 'connected', 'cut-off', 'disconnected', 'speaking', 'quality', 'stream-state'].includes(type);
}

/** Whose row does not show what the server lists. */
async function findUntrue({ api, console }: BreakStage): Promise<string[]> {
  const untrue: string[] = [];
  const isTrue = async (): Promise<boolean> => {
    untrue.length = 0;
    for (const person of await api.rooms.listParticipants(room)) {
      if (person.identity.startsWith('gavel-')) continue;
      const cells = await console.readRow(person.identity);
      const wanted = { name: person.name, sid: person.sid, state: 'active' };
      const attributes = Object.entries(person.attributes).map(([key, value]) => [`attr.${key}`, value]);
      const all = [...Object.entries(wanted), ...attributes];
      if (!all.every(([column, value]) => (cells[column ?? ''] ?? '').includes(value ?? '')))
        untrue.push(person.identity);
    }
    return untrue.length === 0;
  };
  await waitUntil(isTrue, { what: 'the grid to be as the list', timeoutMs: 15_000 }).catch(() => undefined);
  return untrue;
}
