/**
 * The demo without the app: a server on loopback, two rooms full of people and a worker that waits. Also used by
 * end-to-end tests, as the same room without anything happening in it (`isStill`).
 */
import { startNoteTaker, type NoteTaker } from '../agent/start-note-taker.ts';
import { createApiClients, startLivekitServer, type LivekitServer } from '../livekit-server.ts';
import { sharedSupervisor, type Supervisor } from '../supervisor.ts';
import { waitUntil } from '../wait-until.ts';
import { DEMO_ROOMS, type DemoRoom } from './cast.ts';
import { growTownHall } from './crowd.ts';
import { createDemoPersonSession, type DemoPersonSession } from './demo-person-session.ts';
import { planSteps } from './plan.ts';

/** How the demo is started. */
export interface DemoOptions {
  /** Path of livekit-server; found by `findLivekitServer` when not said. */
  readonly binary?: string;
  /** A server that runs already: the caller ends it. */
  readonly server?: LivekitServer;
  /** How many people are in the town hall: the 24 who have names in the script, the rest a crowd. */
  readonly peopleCount?: number;
  /** Nobody does anything after joining: every cell of the console can be compared. */
  readonly isStill?: boolean;
  readonly seed?: number;
  /** `false` starts no note-taker. */
  readonly hasNoteTaker?: boolean;
  readonly supervisor?: Supervisor;
  /** Told in one line what is being done. */
  readonly say?: (line: string) => void;
}

/** A demo that runs. */
export interface Demo {
  readonly server: LivekitServer;
  readonly noteTaker: NoteTaker | undefined;
  readonly townHall: DemoRoom;
  readonly greenRoom: DemoRoom;
  /** Everybody in both rooms, by identity; the phone caller and the hidden participant included. */
  readonly people: ReadonlyMap<string, DemoPersonSession>;
  /**
   * Resolves when nobody has been told anything for so long that nothing is under way any more (only with `isStill`):
   * from then on an empty log means that nobody noticed.
   */
  waitUntilQuiet(): Promise<void>;
  /** Ends everything. */
  dispose(): Promise<void>;
}

const DEFAULT_SEED = 20_260_101;
const JOINS_AT_ONCE = 4;
/** A crowd comes faster: all but six of it are light. */
const CROWD_JOINS_AT_ONCE = 16;
const SAY_EVERY_JOINS = 100;
const JOIN_TRIES = 3;
/** Rooms outlive a moment without people, as the rooms of a real event do. */
const EMPTY_ROOM_SECONDS = 300;
/** Longer than the server holds anything back: it tells counts every 5 s, joins of listeners every 3 s. */
const QUIET_MS = 5_500;
const QUIET_TIMEOUT_MS = 60_000;
/** The second room is quiet: one change in about a quarter of a minute. */
const GREEN_ROOM_SLOWNESS = 10;

/** Starts it all and resolves when everybody has joined and the worker is registered. */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const {
    peopleCount,
    isStill = false,
    seed = DEFAULT_SEED,
    hasNoteTaker = true,
    supervisor = sharedSupervisor(),
    say = () => {},
  } = options;
  const server =
    options.server ??
    (await startLivekitServer({
      supervisor,
      canUnmuteRemotely: true,
      ...(options.binary ? { binary: options.binary } : {}),
    }));
  const people = new Map<string, DemoPersonSession>();
  const stopped = new AbortController();
  const { greenRoom } = DEMO_ROOMS;
  const townHall = peopleCount === undefined ? DEMO_ROOMS.townHall : growTownHall(DEMO_ROOMS.townHall, peopleCount);
  let noteTaker: NoteTaker | undefined;

  async function dispose(): Promise<void> {
    stopped.abort();
    await noteTaker?.stop();
    await Promise.all([...people.values()].map((session) => session.leave().catch(() => {})));
    if (!options.server) await server.dispose();
  }

  try {
    say(`livekit-server listens on ${server.url}, on this machine only`);
    const { rooms } = createApiClients(server);
    const startedAtMs = Date.now();
    const worker = hasNoteTaker ? startNoteTaker({ server, supervisor }) : undefined;
    worker?.catch(() => {});
    for (const room of [townHall, greenRoom]) {
      await rooms.createRoom({
        name: room.name,
        metadata: room.metadata,
        emptyTimeout: EMPTY_ROOM_SECONDS,
        departureTimeout: EMPTY_ROOM_SECONDS,
      });
      const sessions = room.people.map((person) => createDemoPersonSession(server, room, person, startedAtMs));
      for (const session of sessions) people.set(session.person.identity, session);
      await joinAll(sessions, say);
      say(`${room.name}: ${describe(room)}`);
    }
    noteTaker = await worker;
    if (noteTaker) say(`worker ${noteTaker.agentName} waits to be called`);
    if (!isStill) {
      for (const [index, room] of [townHall, greenRoom].entries()) {
        actOut(room, people, seed + index, index === 0 ? findPace(room) : GREEN_ROOM_SLOWNESS, stopped.signal, say);
      }
    }
  } catch (error) {
    await dispose();
    throw error;
  }

  async function waitUntilQuiet(): Promise<void> {
    const isQuiet = (): boolean =>
      [...people.values()].every(({ log }) => Date.now() - (log.events.at(-1)?.atMs ?? 0) > QUIET_MS);
    await waitUntil(isQuiet, { timeoutMs: QUIET_TIMEOUT_MS, intervalMs: 100, what: 'the rooms to be quiet' });
  }

  return { server, noteTaker, townHall, greenRoom, people, waitUntilQuiet, dispose };
}

async function joinAll(sessions: readonly DemoPersonSession[], say: (line: string) => void): Promise<void> {
  const waiting = [...sessions];
  let joined = 0;
  const joinSome = async (): Promise<void> => {
    for (let session = waiting.shift(); session; session = waiting.shift()) {
      await joinPatiently(session, say);
      joined += 1;
      if (joined % SAY_EVERY_JOINS === 0) say(`${joined} of ${sessions.length} have joined`);
    }
  };
  const joinsAtOnce = sessions.length > SAY_EVERY_JOINS ? CROWD_JOINS_AT_ONCE : JOINS_AT_ONCE;
  await Promise.all(Array.from({ length: joinsAtOnce }, joinSome));
}

/** On a machine that is busy with other things a join may time out; a person would press the button again. */
async function joinPatiently(session: DemoPersonSession, say: (line: string) => void): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await session.join();
    } catch (error) {
      if (tries === JOIN_TRIES) throw error;
      say(`${session.person.identity} could not join and tries again: ${String(error)}`);
    }
  }
}

function actOut(
  room: DemoRoom,
  people: ReadonlyMap<string, DemoPersonSession>,
  seed: number,
  slowness: number,
  signal: AbortSignal,
  say: (line: string) => void,
): void {
  const steps = planSteps(room, seed);
  let timer: NodeJS.Timeout | undefined;
  signal.addEventListener('abort', () => clearTimeout(timer));
  function scheduleNext(): void {
    const { identity, afterMs, action } = steps.next().value;
    timer = setTimeout(() => {
      const session = people.get(identity);
      // While the server is away nobody can act; the session comes back by itself and the plan goes on.
      session?.act(action).catch((error: unknown) => say(`${identity} could not ${action.type}: ${String(error)}`));
      scheduleNext();
    }, afterMs * slowness);
  }
  scheduleNext();
}

/** More people do more: as often each as in the small room, up to twenty changes a second in all. */
function findPace({ people }: DemoRoom): number {
  return Math.max(1 / 30, DEMO_ROOMS.townHall.people.length / people.length);
}

/** Number of people and who is besides them, in words. */
function describe({ people }: DemoRoom): string {
  const extra = people.filter(({ kind }) => kind === 'phone' || kind === 'hidden');
  const words = extra.map(({ kind }) => (kind === 'phone' ? 'one phone caller' : 'one hidden participant'));
  return [`${people.length - extra.length} people`, ...words].join(', ');
}
