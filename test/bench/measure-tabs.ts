/** What rooms open side by side cost one window: its memory, and the time of its main thread while all of them change. */
import { personPrefix, type BenchPair } from './bench-room.ts';
import { attribute } from './console-probe.ts';
import { readWindowMemory } from './measure-memory.ts';

/** With so many rooms open, the last one in front. */
export interface TabFigures {
  rooms: number;
  /** The window's process, bytes. */
  memory: number;
  /** Of the main thread, milliseconds of each second: at rest, and with changes in every room. */
  restMs: number;
  changingMs: number;
  /** Changes that there were in all rooms together: a busy server falls behind the plan. */
  changesPerSecond: number;
}

export interface TabPlan {
  /** How many rooms are open at each step, rising. */
  steps: readonly number[];
  peoplePerRoom: number;
  /** Changes of attributes that each room has, whether in front or behind. */
  changesPerSecond: number;
  lengthMs: number;
}

/** Rooms are opened one after the other and left at the end. */
export async function measureTabs(pair: BenchPair, plan: TabPlan): Promise<TabFigures[]> {
  const { page } = pair.console;
  const cdp = await page.context().newCDPSession(page);
  // Time of the thread and not of the clock: what else runs on the machine hardly counts.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const readTaskMs = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000;
  };
  const measure = async (meanwhile: () => Promise<unknown>): Promise<number> => {
    const [before, startedAtMs] = [await readTaskMs(), performance.now()];
    await meanwhile();
    return ((await readTaskMs()) - before) / ((performance.now() - startedAtMs) / 1_000);
  };

  const open: string[] = [];
  const empties: (() => void)[] = [];
  const figures: TabFigures[] = [];
  for (const rooms of plan.steps) {
    while (open.length < rooms) {
      const room = `bench-tab-${open.length + 1}`;
      empties.push(await pair.fill(room, plan.peoplePerRoom));
      // A tab in front of the lobby's grid hides it.
      if (open.length > 0) await page.getByRole('tab', { name: /^Lobby/ }).click();
      await pair.joinByConsole(room, plan.peoplePerRoom);
      open.push(room);
    }
    const restMs = await measure(() => page.waitForTimeout(plan.lengthMs));
    let changesPerSecond = 0;
    const changingMs = await measure(async () => {
      const startedAtMs = performance.now();
      const changes = await changeAll(pair, open, plan);
      changesPerSecond = changes / ((performance.now() - startedAtMs) / 1_000);
    });
    await cdp.send('HeapProfiler.collectGarbage');
    figures.push({ rooms, memory: await readWindowMemory(pair), restMs, changingMs, changesPerSecond });
  }
  for (const room of open) await pair.leaveByConsole(room, plan.peoplePerRoom);
  for (const empty of empties) empty();
  await cdp.detach();
  return figures;
}

/** Writes an attribute of one person after the other in each room; resolves with how many, once all are answered. */
async function changeAll(pair: BenchPair, rooms: readonly string[], plan: TabPlan): Promise<number> {
  const startedAtMs = performance.now();
  const answers: Promise<unknown>[] = [];
  const everyMs = 1_000 / plan.changesPerSecond;
  for (let change = 0; change * everyMs < plan.lengthMs; change++) {
    const identity = `${personPrefix}${String(change % plan.peoplePerRoom).padStart(4, '0')}`;
    for (const room of rooms) {
      answers.push(pair.api.rooms.updateParticipant(room, identity, { attributes: { [attribute]: `${change}` } }));
    }
    const dueInMs = startedAtMs + (change + 1) * everyMs - performance.now();
    if (dueInMs > 0) await pair.console.page.waitForTimeout(dueInMs);
  }
  await Promise.all(answers);
  return answers.length;
}
