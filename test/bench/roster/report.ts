/** The roster's figures as Markdown tables and as the document, with each aim beside what was measured. Pure. */
import type { Machine } from '../machine.ts';
import { takePercentile } from '../statistics.ts';
import type { RoomFigures } from './measure-rooms.ts';
import type { RowsFigures } from './measure-rows.ts';
import type { PageFigures } from './page-meter.ts';
import type { Design, DesignFigures } from './steps.ts';

export interface RosterFigures {
  designs: DesignFigures[];
  /** Fewest rows first. */
  rows: RowsFigures[];
  rooms: RoomFigures[];
  rounds: number;
  tookMs: number;
}

interface Aim {
  what: string;
  aim: string;
  measured: string;
  isMet: boolean | undefined;
}

const names: Readonly<Record<Design, string>> = {
  console: '**Gavel**',
  ag: 'AG Grid',
  'ag-delta': 'AG Grid, `deltaSort`',
  plain: 'plain components-react list',
  client: 'livekit-client alone',
};

/** Every table: aims, what the client alone has in them, then all that was measured. */
export function writeRosterTables(figures: RosterFigures): string {
  return [
    writeAims(listAims(figures)),
    writeShares(figures),
    writeSteps(figures),
    writeRows(figures),
    writeRooms(figures),
  ].join('\n');
}

function writeAims(aims: readonly Aim[]): string {
  return formatTable([
    ['Aim', 'Measured', 'Limit', ''],
    ['---', '---:', '---:', '---'],
    ...aims.map(({ what, measured, aim, isMet }) => [what, measured, aim, sayWhether(isMet)]),
  ]);
}

function sayWhether(isMet: boolean | undefined): string {
  if (isMet === undefined) return 'not measured';
  return isMet ? 'met' : '**missed**';
}

/** Each aim beside what was measured. */
export function listAims({ designs, rows }: RosterFigures): Aim[] {
  const ours = findDesign(designs, 'console');
  const grids = designs.filter(({ design }) => design.startsWith('ag'));
  const plain = findDesign(designs, 'plain');
  const bestOf = (step: string, from: string): number => {
    const known = grids.map((grid) => readNet(grid, step, from)).filter(Number.isFinite);
    return known.length === 0 ? Number.NaN : Math.min(...known);
  };
  const pooled = (step: string, read: (one: PageFigures) => number[]): number[] =>
    (ours?.steps[step] ?? []).flatMap(read);
  const beat = pooled('text 1000/s', ({ delaysMs }) => delaysMs);
  const keys = pooled('keys at 1000/s', ({ keysMs }) => keysMs);
  const isMeasured = ours !== undefined && ours.steps['text 1000/s'] !== undefined;
  const tasks = pooled('text 1000/s', ({ longTasksMs }) => longTasksMs);
  return [
    judge(
      '1,000/s, text cells: of the better AG Grid',
      readNet(ours, 'text 1000/s', 'idle') / bestOf('text 1000/s', 'idle'),
      0.65,
      '×',
    ),
    judge(
      '1,000/s, rich cells: of the better AG Grid',
      readNet(ours, 'rich 1000/s', 'idle rich') / bestOf('rich 1000/s', 'idle rich'),
      0.7,
      '×',
    ),
    judge(
      '200/s, 5,000 people: of the plain list of 500',
      readNet(ours, 'text 200/s', 'idle') / readNet(plain, 'text 200/s', 'idle'),
      0.1,
      '×',
    ),
    judge('key press answered, p95, at 1,000/s', percentile(keys), 50, 'ms'),
    judge('update → painted, p95, at 1,000/s', percentile(beat), 50, 'ms'),
    judge('tasks over 50 ms at 1,000/s', isMeasured ? tasks.length : Number.NaN, 0, ''),
    judge('thread time at 5,000/s, net of idle', readNet(ours, 'text 5000/s', 'idle'), 450, 'ms/s'),
    judge('1,000/s, 50,000 rows: of the cost with 5,000', readGrowth(rows), 1.5, '×'),
    judge('JS heap after a collection', (ours ? median(ours.heapBytes) : Number.NaN) / 1e6, 150, 'MB'),
  ];
}

/** Cost of the most rows by that of the fewest, both above their idle pages. */
function readGrowth(rows: readonly RowsFigures[]): number {
  const [few, many] = [rows[0], rows.at(-1)];
  if (!few || !many || few === many) return Number.NaN;
  return (many.allMs - many.idleMs) / (few.allMs - few.idleMs);
}

/** Thread time at 1,000/s above the idle page: how much of it livekit-client takes alone, and what is left for each design. */
function writeShares({ designs }: RosterFigures): string {
  const client = readNet(findDesign(designs, 'client'), 'ingest 1000/s', 'idle');
  const ours = findDesign(designs, 'console');
  const ways = [
    ['text 1000/s', 'idle'],
    ['rich 1000/s', 'idle rich'],
  ] as const;
  const rows = ways.flatMap(([step, from]) =>
    designs.flatMap((figures) => {
      const net = readNet(figures, step, from);
      if (!Number.isFinite(net) || !Number.isFinite(client)) return [];
      const share = (readNet(ours, step, from) - client) / (net - client);
      const shown = Number.isFinite(share) ? `${share.toFixed(2)} ×` : '';
      return [
        [
          names[figures.design],
          step,
          `${Math.round(net)}`,
          `${Math.round(client)}`,
          `**${Math.round(net - client)}**`,
          shown,
        ],
      ];
    }),
  );
  return formatTable([
    ['Design', 'Step', 'Thread ms/s above idle', 'of it livekit-client', 'the rest', 'Gavel, of that rest'],
    ['---', '---', '---:', '---:', '---:', '---:'],
    ...rows,
  ]);
}

function findDesign(designs: readonly DesignFigures[], design: Design): DesignFigures | undefined {
  return designs.find((one) => one.design === design);
}

function judge(what: string, value: number, limit: number, unit: string): Aim {
  const digits = unit === '×' ? 2 : 0;
  const show = (shown: number): string => `${shown.toFixed(digits)}${unit === '' ? '' : ` ${unit}`}`;
  if (!Number.isFinite(value)) return { what, measured: '–', aim: `≤ ${show(limit)}`, isMet: undefined };
  return { what, measured: `**${show(value)}**`, aim: `≤ ${show(limit)}`, isMet: value <= limit };
}

function writeSteps({ designs }: RosterFigures): string {
  const rows = designs.flatMap((figures) =>
    Object.entries(figures.steps).map(([step, rounds]) => [
      names[figures.design],
      figures.people.toLocaleString('en'),
      step,
      `**${Math.round(median(rounds.map(({ allMs }) => allMs)))}** (${rounds.map(({ allMs }) => Math.round(allMs)).join(', ')})`,
      [
        median(rounds.map(({ scriptMs }) => scriptMs)),
        median(rounds.map(({ styleMs, layoutMs }) => styleMs + layoutMs)),
      ]
        .map(Math.round)
        .join(' · '),
      String(Math.round(median(rounds.map(({ framesPerSecond }) => framesPerSecond)))),
      sayTail(rounds.flatMap(({ delaysMs }) => delaysMs)),
      sayTail(rounds.flatMap(({ keysMs }) => keysMs)),
      sayLong(rounds.flatMap(({ longTasksMs }) => longTasksMs)),
    ]),
  );
  const heaps = designs.map(({ design, people, heapBytes, shownMs }) => [
    names[design],
    people.toLocaleString('en'),
    `${Math.round(median(heapBytes) / 1e6)} MB`,
    `${Math.round(median(shownMs))} ms`,
  ]);
  return `${formatTable([
    [
      'Design',
      'People',
      'Step',
      'Thread ms/s',
      'script · layout',
      'Frames/s',
      'Update → painted',
      'Key → painted',
      'Long tasks',
    ],
    ['---', '---:', '---', '---:', '---:', '---:', '---:', '---:', '---:'],
    ...rows,
  ])}\n${formatTable([['Design', 'People', 'JS heap', 'Shown after'], ['---', '---:', '---:', '---:'], ...heaps])}`;
}

function writeRows({ rows }: RosterFigures): string {
  return formatTable([
    ['Rows, fed below the client', 'Thread ms/s at 1,000/s', 'idle', 'Update → painted', 'JS heap'],
    ['---:', '---:', '---:', '---:', '---:'],
    ...rows.map(({ rows: count, allMs, idleMs, delaysMs, heapBytes }) => [
      count.toLocaleString('en'),
      `**${Math.round(allMs)}**`,
      String(Math.round(idleMs)),
      sayTail(delaysMs),
      `${Math.round(heapBytes / 1e6)} MB`,
    ]),
  ]);
}

function writeRooms({ rooms }: RosterFigures): string {
  return formatTable([
    ['Real people', 'Write → drawn cell', 'Write → event, livekit-client alone', 'Event → drawn cell'],
    ['---:', '---:', '---:', '---:'],
    ...rooms.map(({ people, writes }) => [
      people.toLocaleString('en'),
      sayTail(writes.drawn),
      sayTail(writes.event),
      sayTail(writes.added),
    ]),
  ]);
}

function sayTail(values: readonly number[]): string {
  return values.length === 0
    ? ''
    : `${Math.round(takePercentile(values, 50))} / ${Math.round(takePercentile(values, 95))} ms`;
}

function sayLong(values: readonly number[]): string {
  return values.length === 0 ? '0' : `${values.length}, to ${Math.round(Math.max(...values))} ms`;
}

/** Milliseconds a second above another step of the same design; not a number where either is missing. */
export function readNet(figures: DesignFigures | undefined, step: string, from: string): number {
  const [measured, base] = [figures?.steps[step], figures?.steps[from]];
  if (!measured || !base) return Number.NaN;
  return median(measured.map(({ allMs }) => allMs)) - median(base.map(({ allMs }) => allMs));
}

function median(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : takePercentile(values, 50);
}

function percentile(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : takePercentile(values, 95);
}

function formatTable(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** The whole document. */
export function writeRosterDocument(machine: Machine, figures: RosterFigures): string {
  const busy =
    machine.loadBefore > machine.cores / 2
      ? `**Provisional:** the machine was busy before this run (load ${machine.loadBefore.toFixed(1)} on ${machine.cores} cores). Run it again on a quiet one.\n\n`
      : '';
  return `# The roster under load

Written by \`npm run bench:roster -- --write\`, never by hand. \`npm run bench:roster\` prints the same tables and leaves this file
alone; \`--rounds 1\` and \`--only console,ag-delta\` make it shorter. A run measures for ${Math.ceil(figures.tookMs / 60_000)} minutes; leave the machine alone
meanwhile.

${busy}${writeRosterTables(figures)}
Thread ms/s: time that the page's main thread worked, milliseconds of each second, median of ${figures.rounds} rounds (each round). Pairs
are median / 95th percentile.

## What is measured, and how

- The built app, unmodified, in front of a real livekit-server with one real person. A process between the two adds a crowd: it
  puts protocol messages into the signal stream of whoever joins (join answer, participant updates, speakers, quality) and the
  same people into the API's lists, so that the sweeps of main agree. Everything goes the way that a server's own words go.
- Of the changes 25 % are levels and speaking (of the first hundred microphones, which are those that the console watches), 15 %
  quality, 40 % attributes (one in eight the one that is sorted by, one in eight the one that is filtered by), 10 % metadata, 9 %
  tracks and rights, 1 % people who leave or come back. Half of them go to 250 people who stand at the top. They are sent
  every 10 ms at a fixed pace that waits for nobody: a page that is busy finds a queue.
- Forty columns, sorted by a changing attribute, filtered by a changing attribute. *Text*: scrolled to the columns of attributes.
  *Rich*: the first columns, with switches, lamps, bars and glyphs.
- Baselines: AG Grid Community, a transaction a message (\`applyTransactionAsync\`), its own flash without fading, own cell
  components for rich cells, with and without \`deltaSort\`; and the list that the hook \`useRemoteParticipants\` of
  @livekit/components-react gives, filtered and sorted in the component. The same columns, widths, row heights and size, built for
  production, in windows of the same Electron, one at a time, with the pointer at rest in the same corner.
- *livekit-client* alone has the same feed with nothing drawn: every design pays for it, so what is left above it is told apart.
- *Idle* is the same page with no changes; the page's own probe (one look a frame) runs in all of them. *Ingest* for Gavel is
  the same feed while the lobby is in front: people, events and order are kept up, no row is drawn.
- *Rows below the client*: the product's people, table, view and grid on a page of their own with cells of text, fed with facts by
  a worker, without livekit-client, signals, leaves and the window around it: for numbers that no room has.
- *Real people* are participants with a data connection on a real livekit-server, without the feed; sixty writes by the server's
  API, five a second, each until its cell is drawn, beside livekit-client alone in the same room.
- *Update → painted*: a value with the feed's time in it, five times a second, until the frame whose cell shows it. *Key*: arrow
  keys in the list, four a second, from press to the next frame (Event Timing, in steps of 8 ms).

## Machine

| | |
| --- | --- |
| Date | ${machine.date} |
| Processor | ${machine.cores} cores, ${machine.processor} |
| Memory | ${machine.memoryGiB} GiB |
| System | ${machine.system} |
| Runtime | ${machine.runtime} |
| Load before the run | ${machine.loadBefore.toFixed(1)} (mean of one minute) |
`;
}
