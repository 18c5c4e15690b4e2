/**
 * Lets many light people join at a steady rate. Crowds are for load: their logs are off unless asked for.
 */
import { LiveBot } from './live-bot.ts';
import type { BotOptions } from './signal-bot.ts';

/** How a crowd comes. */
export interface CrowdOptions {
  readonly count: number;
  /** Options of the person with this number, from 0. */
  readonly makeOptions: (index: number) => BotOptions;
  /** Joins begun per second; 100 when not said. A server on two cores bears no more. */
  readonly joinsPerSecond?: number;
  /** Joins under way at once; 32 when not said. */
  readonly joinsAtOnce?: number;
}

/** People who came. */
export interface Crowd {
  readonly bots: readonly LiveBot[];
  /** Messages of those who did not get in, with their number. */
  readonly failures: ReadonlyMap<string, number>;
  readonly tookMs: number;
  leave(): void;
}

/** Joins them all and resolves when the last one is ACTIVE or has failed. */
export async function joinCrowd({
  count,
  makeOptions,
  joinsPerSecond = 100,
  joinsAtOnce = 32,
}: CrowdOptions): Promise<Crowd> {
  const bots: LiveBot[] = [];
  const failures = new Map<string, number>();
  const startedAt = performance.now();
  let next = 0;

  async function joinNext(): Promise<void> {
    while (next < count) {
      const index = next++;
      const dueInMs = (index * 1_000) / joinsPerSecond - (performance.now() - startedAt);
      if (dueInMs > 0)
        await new Promise((resolve) => {
          setTimeout(resolve, dueInMs);
        });
      const bot = new LiveBot({ hasLog: false, ...makeOptions(index) });
      try {
        await bot.join(60_000);
        bots.push(bot);
      } catch (error) {
        const reason = (error as Error).message.replace(bot.identity, 'bot');
        failures.set(reason, (failures.get(reason) ?? 0) + 1);
      }
    }
  }

  await Promise.all(Array.from({ length: Math.min(joinsAtOnce, count) }, joinNext));
  return { bots, failures, tookMs: performance.now() - startedAt, leave: () => bots.forEach((bot) => bot.leave()) };
}
