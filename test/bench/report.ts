/** Figures as a Markdown table and as the document. Pure: all numbers come from a run. */
import type { JoinTimes } from './measure-joins.ts';
import type { BundleSize } from './measure-bundles.ts';
import type { MemoryFigures } from './measure-memory.ts';
import type { StartTimes } from './measure-start.ts';
import type { TabFigures } from './measure-tabs.ts';
import type { WriteTimes } from './measure-writes.ts';
import { maxOpenRooms } from '#contract/domain/open-rooms';
import type { Machine } from './machine.ts';
import { describeSpread, takePercentile } from './statistics.ts';

/** What was measured in a room of this many people. */
export interface RoomFigures {
  people: number;
  joins: JoinTimes;
  writes: WriteTimes;
  memory: MemoryFigures;
}

export interface Figures {
  starts: StartTimes;
  rooms: RoomFigures[];
  tabs: TabFigures[];
  bundles: BundleSize[];
  /** Length of the whole run. */
  tookMs: number;
}

/** How rooms side by side are measured; the last step is as many as a window holds. */
export const tabPlan = { steps: [1, 2, 4, 8, maxOpenRooms], peoplePerRoom: 50, changesPerSecond: 4, lengthMs: 5_000 };

/** The table, a row a figure. */
export function writeTable({ starts, rooms }: Figures): string {
  const rows = [
    ['What', 'Gavel', 'Baseline', 'Gavel ÷ baseline'],
    ['---', '---:', '---:', '---:'],
    compareSpreads('start → `ready`', starts.console, 'empty window', starts.emptyWindow),
  ];
  for (const { people, joins, writes, memory } of rooms) {
    const { console, baseline } = joins;
    rows.push(
      compareSpreads(`click → \`live\`, ${people} people`, console.live, 'call → connected', baseline.connected),
      compareSpreads(
        `click → everybody drawn, ${people} people`,
        console.everybody,
        'call → everybody known',
        baseline.everybody,
      ),
      compareTails(`write → drawn cell, ${people} people`, writes.drawn, 'write → event', writes.event),
      [`event → drawn cell, ${people} people`, describeTail(writes.added), '', ''],
      [
        `memory of the window, ${people} people`,
        `**${formatMegabytes(memory.window)}**`,
        `bare client’s window **${formatMegabytes(memory.baseline)}**`,
        formatRatio(memory.window / memory.baseline),
      ],
      [
        `memory of main · shared processes, ${people} people`,
        `${formatMegabytes(memory.main)} · ${formatMegabytes(memory.shared)}`,
        '',
        '',
      ],
    );
  }
  return rows.map(formatRow).join('');
}

/** What rooms side by side cost one window, a row a number of rooms. */
export function writeTabs({ tabs }: Pick<Figures, 'tabs'>): string {
  const first = tabs[0];
  const rows = [
    ['Open rooms', 'Memory of the window', 'more than with the first, each', 'Main thread at rest', 'with changes'],
    ['---:', '---:', '---:', '---:', '---:'],
    ...tabs.map(({ rooms, memory, restMs, changingMs, changesPerSecond }) => [
      String(rooms),
      formatMegabytes(memory),
      first && rooms > first.rooms ? formatMegabytes((memory - first.memory) / (rooms - first.rooms)) : '',
      `${Math.round(restMs)} ms/s`,
      `${Math.round(changingMs)} ms/s at ${Math.round(changesPerSecond)} changes/s`,
    ]),
  ];
  return rows.map(formatRow).join('');
}

/** The sizes of what is loaded, a row a part. */
export function writeBundles({ bundles }: Pick<Figures, 'bundles'>): string {
  const rows = [
    ['Part of the app', 'Size', 'gzipped'],
    ['---', '---:', '---:'],
    ...bundles.map(({ what, bytes, gzippedBytes }) => [what, formatKilobytes(bytes), formatKilobytes(gzippedBytes)]),
  ];
  return rows.map(formatRow).join('');
}

function formatRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

function formatMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

function formatKilobytes(bytes: number): string {
  return `${Math.round(bytes / 1e3).toLocaleString('en')} kB`;
}

function compareSpreads(what: string, ours: number[], baseline: string, theirs: number[]): string[] {
  const ratio = takePercentile(ours, 50) / takePercentile(theirs, 50);
  return [what, describeRange(ours), `${baseline} ${describeRange(theirs)}`, formatRatio(ratio)];
}

function compareTails(what: string, ours: number[], baseline: string, theirs: number[]): string[] {
  const ratios = [50, 95].map((percent) =>
    formatRatio(takePercentile(ours, percent) / takePercentile(theirs, percent)),
  );
  return [what, describeTail(ours), `${baseline} ${describeTail(theirs)}`, ratios.join(' / ')];
}

function describeRange(values: number[]): string {
  const { min, median, max } = describeSpread(values);
  return `**${Math.round(median)}** ms (${Math.round(min)}–${Math.round(max)})`;
}

function describeTail(values: number[]): string {
  const { median, p95 } = describeSpread(values);
  return `**${Math.round(median)}** / ${Math.round(p95)} ms`;
}

/** Ratios to a baseline of no time at all have no meaning. */
function formatRatio(ratio: number): string {
  return Number.isFinite(ratio) ? `${ratio.toFixed(1)} ×` : '–';
}

/** Said above figures that others' work has spoilt. */
function describeLoad({ cores, loadBefore }: Machine): string {
  if (loadBefore <= cores / 2) return '';
  return `**Provisional:** the machine was busy before this run (load ${loadBefore.toFixed(1)} on ${cores} cores). Run it again on a quiet one.\n\n`;
}

/** The whole document. */
export function writeDocument(machine: Machine, figures: Figures): string {
  const { starts, rooms } = figures;
  const joinRuns = rooms[0]?.joins.console.live.length ?? 0;
  const writeCount = rooms[0]?.writes.drawn.length ?? 0;
  return `# Benchmarks

Written by \`npm run bench -- --write\`, never by hand. \`npm run bench\` prints the same table and leaves this file alone. A
run provides and builds what is missing, then measures for ${Math.ceil(figures.tookMs / 60_000)} minutes; leave the machine alone meanwhile.

${describeLoad(machine)}${writeTable(figures)}
Ranges are median (least–most), pairs are median / 95th percentile. Compare the ratios, not the milliseconds: both sides of
a row were measured in the same run, in turn, on the same machine.

The roster with thousands of people is measured apart ([benchmarks-roster.md](benchmarks-roster.md)).

## Rooms side by side

${writeTabs(figures)}
One window holds ${maxOpenRooms} rooms at most, and refuses one more with a sentence.

## Sizes

${writeBundles(figures)}
## Machine

| | |
| --- | --- |
| Date | ${machine.date} |
| Processor | ${machine.cores} cores, ${machine.processor} |
| Memory | ${machine.memoryGiB} GiB |
| System | ${machine.system} |
| Runtime | ${machine.runtime} |
| Load before the run | ${machine.loadBefore.toFixed(1)} (mean of one minute) |

Server, people, console and baseline share these cores.

## What is measured, and how

- **Start → \`ready\`**: from before the process is started until the manager's window carries \`data-app-state="ready"\`, with
  one saved server; ${starts.console.length} starts. Baseline: an Electron app of one window and one line of script, started in turn by
  the same launcher. One start of each goes before and is not counted, so the disk's cache is warm.
- **Click → \`live\`**: from the second click of a double click on the room in the lobby until the room carries
  \`data-room-state="live"\`; ${joinRuns} joins. It contains what the console does before it connects: main looks at the server's
  list, writes the audit, signs a token. *Everybody drawn*: the first frame whose grid has a row for each person. Baseline:
  livekit-client alone on an empty page in a window of the same app, with a token of the same kind (hidden, no media
  taken), from its call of \`connect\` to its event *connected*, and until it knows everybody, which it does before media is
  connected, as the console does. In turn, never both in the room; one join of each goes before and is not counted.
- **Write → drawn cell**: from before the call of the server's API that sets an attribute of one person in sight until the cell
  in the Participants grid is drawn with the new text; ${writeCount} writes, each of a text of its own, five a second. The page is
  looked at after each frame. Baseline: the same write, as livekit-client alone on the empty page has its event; it is in the
  room at the same time. *Event → drawn cell* is the difference, write by write.
- **Memory**: of the processes of one app in which the console and the bare client are in the same room, a few seconds after
  both joined: each process's proportional share (PSS) on Linux, its working set elsewhere. Shared processes are those for
  graphics, network and storage.
- **Rooms side by side**: rooms of ${tabPlan.peoplePerRoom} people each in one window, opened one after the other, the last one in front. Memory after
  a collection. Time of the main thread, ms of each second: ${tabPlan.lengthMs / 1_000} s in which nothing changes, and as long with ${tabPlan.changesPerSecond} changes of
  attributes a second in *each* room. Rooms behind the front are told once a second; no changes are left out. Where the server falls
  behind, fewer changes come: the table says how many. The bench's own look at each frame is in all of these times.
- People are real participants with a data connection and no media, on a real livekit-server.

## Limits

- A drawn frame is one that the page has handed over; the time until a screen shows it is not seen. Where there is no display,
  a private virtual one is drawn to, without a GPU.
- Writes are timed by the system's clock, in whole milliseconds; frames come every 16.7 ms, so a cell waits 8 ms for its
  frame on average, however fast the console is.
- In a room of hundreds each write is told to all of them on the same cores, and the bench's own process holds all these
  people: the baseline is slowed by that as much as the console is.
- Console and baseline hear of a write over connections of their own; the server may tell either one first.
- A few joins and starts show a median, not a tail.
`;
}
