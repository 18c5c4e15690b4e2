/**
 * How long filters over all texts of 5,000 people take: `node test/bench/filters.ts`. Prints figures and judges none: they
 * are the computer's as much as the filter's.
 */
import { parseFilter } from '#contract/filter/parse-filter';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createTableView } from '#renderer/table/table-view.ts';

const people = 5_000;
const attributes = 38;
const words = ['anna', 'berg', 'stage', 'left', 'quiet', 'seat', 'B-14', 'speaker', 'https://example.com/a/b', 'green'];
const filters = [
  'zzz',
  'zzzq',
  'a*z9',
  '/zzz/',
  '/a.*z9/',
  '/anna 99|berg 77/',
  '/7 seat$/',
  '/(a|e).{3}(x|y)/',
  '/\\d{2,6} (anna|berg|left){1,3}q/',
  '/zzz/ or /a.*z9/ or /7 q/',
];

let seed = 1;
function pick(): number {
  seed = (seed * 16_807) % 2_147_483_647;
  return seed;
}
const pickWord = (): string => words[pick() % words.length] ?? '';

const tasks: (() => void)[] = [];
const table = createColumnTable({
  scheduler: {
    schedule(task) {
      tasks.push(task);
      return () => undefined;
    },
  },
});
for (let index = 0; index < people; index++) {
  const row = table.ensureRow(`guest-${index}`);
  table.write(row, 'identity', `guest-${index}@example.com`, 0);
  for (let key = 0; key < attributes; key++) {
    table.write(row, `attr.${key}`, `${pickWord()} ${pick() % 1_000_000} ${pickWord()}`, 0);
  }
}
for (const task of tasks.splice(0)) task();
const view = createTableView(table);

const setTimer = globalThis.setTimeout;
let longestMs = 0;

function time(run: () => void): number {
  const begunMs = performance.now();
  run();
  const tookMs = performance.now() - begunMs;
  longestMs = Math.max(longestMs, tookMs);
  return tookMs;
}

/** As the box does it: every row is asked beforehand, then the filter is set. */
async function measure(text: string): Promise<void> {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.errors[0]?.message ?? ''}`);
  longestMs = 0;
  const begunMs = performance.now();
  await new Promise<void>((resolve) => {
    const apply = (): void => {
      view.setFilter(parsed.filter);
      resolve();
    };
    time(() => view.prepareFilter(parsed.filter, apply));
  });
  const untilMs = performance.now() - begunMs;
  // What the last slice took is known only after it has ended.
  await new Promise((resolve) => setTimer(resolve, 0));
  const taskMs = longestMs;
  const againMs = time(() => view.setFilter(parsed.filter));
  const figures = [taskMs, untilMs, againMs].map((ms) => ms.toFixed(0).padStart(5));
  console.log(
    `${text.padEnd(36)} longest task ${figures[0]} ms, in force after ${figures[1]} ms, set again ${figures[2]} ms`,
  );
}

globalThis.setTimeout = ((run: () => void, ms?: number) => setTimer(() => time(run), ms)) as typeof setTimeout;
for (const text of filters) await measure(text);
