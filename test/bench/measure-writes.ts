/** Server write → drawn cell, beside the moment at which livekit-client alone has the event of the same write. */
import { waitUntil } from '#tools/wait-until.ts';
import { personPrefix, type BenchPair } from './bench-room.ts';
import { attribute, readVisiblePeople } from './console-probe.ts';

/** Milliseconds after the API call was begun, by write. */
export interface WriteTimes {
  drawn: number[];
  event: number[];
  /** Drawn cell minus event, of the same write. */
  added: number[];
}

const minPeopleInSight = 5;

/**
 * Writes an attribute of one person in sight after the other, at a fixed pace that does not wait for answers; each value is
 * written once only. Both have joined before, and have left when it resolves.
 */
export async function measureWrites(
  pair: BenchPair,
  room: string,
  count: number,
  { writes, perSecond }: { writes: number; perSecond: number },
): Promise<WriteTimes> {
  await pair.joinByConsole(room, count);
  await pair.joinByBaseline(room, count);
  // The bare client is hidden: events do not tell it to the console, but the list does, sooner or later, in a row above people.
  const inSight = await readVisiblePeople(pair.console.page);
  const people = inSight.filter((identity) => identity.startsWith(personPrefix)).slice(0, -1);
  // One person twice within a frame would hide the first of the two values.
  if (people.length < minPeopleInSight) throw new Error(`only ${people.length} people are in sight`);

  const begunAtMs = new Map<string, number>();
  const answers: Promise<unknown>[] = [];
  const startedAtMs = performance.now();
  for (let write = 0; write < writes; write += 1) {
    await waitUntilDue(startedAtMs + (write * 1_000) / perSecond);
    const value = `${count}-${write}`;
    begunAtMs.set(value, Date.now());
    const identity = people[write % people.length] ?? '';
    const answer = pair.api.rooms.updateParticipant(room, identity, { attributes: { [attribute]: value } });
    // A refusal is told when all are awaited; until then it must not end the process.
    answer.catch(() => undefined);
    answers.push(answer);
  }
  await Promise.all(answers);

  const drawnAtMs = await readMoments('drawn', begunAtMs, () => pair.console.page.evaluate(() => window.bench.drawn));
  const heardAtMs = await readMoments('heard', begunAtMs, () => pair.baseline.evaluate(() => window.baseline.heard()));
  await pair.baseline.evaluate(() => window.baseline.leave());
  await pair.leaveByConsole(room, count);
  return compare(begunAtMs, drawnAtMs, heardAtMs);
}

type Moments = Readonly<Record<string, number>>;

/**
 * Waits until the page knows a moment for every write.
 * @throws with the writes that it never knew
 */
async function readMoments(
  what: string,
  begunAtMs: ReadonlyMap<string, number>,
  read: () => Promise<Moments>,
): Promise<Moments> {
  let moments: Moments = {};
  const listMissing = (): string[] => [...begunAtMs.keys()].filter((value) => !(value in moments));
  try {
    await waitUntil(
      async () => {
        moments = await read();
        return listMissing().length === 0;
      },
      { timeoutMs: 10_000, intervalMs: 200 },
    );
  } catch (cause) {
    const missing = listMissing();
    throw new Error(`${missing.length} of ${begunAtMs.size} writes were never ${what}: ${missing.join(', ')}`, {
      cause,
    });
  }
  return moments;
}

function compare(begunAtMs: ReadonlyMap<string, number>, drawn: Moments, heard: Moments): WriteTimes {
  const times: WriteTimes = { drawn: [], event: [], added: [] };
  for (const [value, begun] of begunAtMs) {
    const drawnAtMs = drawn[value] ?? Number.NaN;
    const heardAtMs = heard[value] ?? Number.NaN;
    times.drawn.push(drawnAtMs - begun);
    times.event.push(heardAtMs - begun);
    times.added.push(drawnAtMs - heardAtMs);
  }
  return times;
}

/** Keeps the pace of the writes; nothing is waited for. */
async function waitUntilDue(dueAtMs: number): Promise<void> {
  const dueInMs = dueAtMs - performance.now();
  if (dueInMs <= 0) return;
  await new Promise((resolve) => {
    setTimeout(resolve, dueInMs);
  });
}
