/** Server write → drawn cell, beside the moment at which livekit-client alone has the event of the same write. */
import type { BenchPair } from './bench-room.ts';
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
  // The bare client is hidden: the list tells it to the console later, and its row moves the lowest one out of sight.
  const people = (await readVisiblePeople(pair.console.page)).slice(0, -1);
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

  const values = [...begunAtMs.keys()];
  const drawnAtMs = await pair.console.page.waitForFunction(
    (all) => all.every((value) => value in window.bench.drawn) && window.bench.drawn,
    values,
    { timeout: 10_000 },
  );
  const heardAtMs = await pair.baseline.waitForFunction(
    (all) => {
      const heard = window.baseline.heard();
      return all.every((value) => value in heard) && heard;
    },
    values,
    { timeout: 10_000 },
  );
  const times = compare(begunAtMs, await drawnAtMs.jsonValue(), await heardAtMs.jsonValue());
  await pair.baseline.evaluate(() => window.baseline.leave());
  await pair.leaveByConsole(room, count);
  return times;
}

type Moments = Record<string, number> | false;

function compare(begunAtMs: ReadonlyMap<string, number>, drawn: Moments, heard: Moments): WriteTimes {
  const times: WriteTimes = { drawn: [], event: [], added: [] };
  for (const [value, begun] of begunAtMs) {
    const drawnAtMs = drawn === false ? undefined : drawn[value];
    const heardAtMs = heard === false ? undefined : heard[value];
    if (drawnAtMs === undefined || heardAtMs === undefined) throw new Error(`the write ${value} was lost`);
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
