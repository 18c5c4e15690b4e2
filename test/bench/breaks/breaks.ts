/** The breaks: each a real fault, made by a stated method, with what others do meanwhile. */
import { compareRows, foundLater, type Comparison } from '#test/support/missed-changes';
import { waitUntil } from '#tools/wait-until.ts';
import { openBreakStage, room, type BreakStage, type Shown } from './break-stage.ts';

export interface Break {
  id: string;
  title: string;
  /** Exactly what is done, in a sentence or a few. */
  method: string;
  run(stage: BreakStage, clock: BreakClock): Promise<Comparison | undefined>;
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
  changes: Comparison | undefined;
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
      // While it drains nothing is cut off: the changes are ordinary events, one a field all the same.
      const read = async () => (await stage.readRows('')).filter(isNews);
      // One update of two attributes is one row while it is told live.
      const wanted = expected.filter((one) => isSteady(one) && !one.after?.includes('seat'));
      await waitUntil(async () => compareRows(await read(), wanted, { mark: '' }).missed.length === 0, {
        what: 'the changes to be shown',
        timeoutMs: 15_000,
      }).catch(() => undefined);
      const told = compareRows(await read(), wanted, { mark: '' });
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
      // What had reached the app before it was stopped it hears as it wakes: told once, though not as found later.
      const wanted = expected.filter((one) => isSteady(one));
      return compareRows((await stage.readRows('')).filter(isNews), wanted, { mark: '' });
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
      return compareRows((await stage.readRows('found')).filter(isSteady), expected.filter(isSteady), {
        mark: 'found',
      });
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
    const noticed = shown.find(({ state }) => state !== 'live' && state !== '');
    const back = shown.findLast(({ state }) => state === 'live');
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

/** The list sees states: of those who go and return, or change there and back, it may have seen what was between. */
function isSteady({ who }: { who: string }): boolean {
  return !['eve', 'ada', 'passer-by'].includes(who);
}

/** Rows about people's own changes, without those of the console's own session and of their media. */
function isNews({ type, who }: { type: string; who: string }): boolean {
  return (
    isSteady({ who }) &&
    !['active', 'connected', 'cut-off', 'disconnected', 'speaking', 'quality', 'stream-state'].includes(type)
  );
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
