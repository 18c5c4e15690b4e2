/** The breaks as a Markdown table and as the document. Pure: all numbers come from a run. */
import type { Machine } from '../machine.ts';
import type { BreakFigures } from './breaks.ts';

/** The table, a row a break. */
export function writeBreakTable(figures: readonly BreakFigures[]): string {
  const rows = [
    ['Break', 'Lasted', 'Said after', 'Back within', 'Missed changes found', 'Invented', 'Grid as the list'],
    ['---', '---:', '---:', '---:', '---:', '---:', '---'],
    ...figures.map((one) => [
      one.title,
      formatSeconds(one.faultMs),
      one.noticedMs === undefined ? 'nothing broke' : formatSeconds(one.noticedMs),
      one.backMs === undefined ? '–' : `**${formatSeconds(one.backMs)}**`,
      `${one.changes.found} of ${one.changes.found + one.changes.missed.length}`,
      String(one.changes.invented.length),
      one.untrue.length === 0 ? 'yes' : `no: ${one.untrue.join(', ')}`,
    ]),
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** The whole document. */
export function writeReliability(machine: Machine, figures: readonly BreakFigures[]): string {
  const busy =
    machine.loadBefore > machine.cores / 2
      ? `The machine was busy before this run (load ${machine.loadBefore.toFixed(1)} on ${machine.cores} cores).\n\n`
      : '';
  return `# Breaks survived

Written by \`npm run bench:breaks -- --write\`, never by hand. \`npm run bench:breaks\` prints the same table and leaves this file
alone; \`--only <id>\` runs one of them (${figures.map(({ id }) => `\`${id}\``).join(', ')}).

${busy}${writeBreakTable(figures)}
*Lasted*: from the fault until the way to the room was open again. *Said after*: from the fault until the room no longer
claimed to be live, or, where it stays live, until the trouble with its list was said. *Back within*: from when the way was
open until the room was live again, or its list came as often as before. *Missed changes*: the twenty that others made
meanwhile, one a field; each must be in Events once, with who, field, before and after, and be marked as found later where
nobody told it as it happened. *Invented*: rows marked so that no change explains.

${figures.map(describeBreak).join('\n')}
## How the changes are counted

Eleven people are in the room, one of them an agent and one hidden. Twenty changes are made by them and by the server's API:
attributes set, replaced and deleted, metadata, names, permissions, room metadata, one who leaves, one who comes, one who goes
and returns with a new session and other data. Two more leave nothing behind (an attribute there and back, somebody who came
and went), so no row may claim them; the first is told as *unseen*, since the server's count of updates shows that something
was there. Where the room itself was lost, everybody has a new session, so that only the seventeen changes of data are
counted. Where a session still counts as live, or joins are blocked, the list tells the changes first, as *found by the list* or
*found after reconnect, by the list*; it may then be read while they are made, and tell also what was so for a moment only.
What is heard as it happens needs no mark: while the server drains, and while only the API fails.

## Not in this table

WebSockets that are blocked for good do not end by themselves: the room lives on the list and says so
(test/integration/renderer/api-only.test.ts). Rooms of 1,000 and 2,000 people are written to by 64 writers for 30 s, and what is
shown afterwards is compared with the list (test/long/scale.spec.ts); whether the server then cuts the console off depends on
how fast the machine is, so that the row above fills one console's queue. All of these breaks are run again, as assertions, by
\`npm test -- --all\` (test/long/breaks.spec.ts), and five of them in seconds, without Electron, by \`npm test\`
(test/integration/renderer/breaks.test.ts). Nothing in the server's API tells that it drains: what is shown meanwhile is a room
that is live, which it is.

## Machine

| | |
| --- | --- |
| Date | ${machine.date} |
| Processor | ${machine.cores} cores, ${machine.processor} |
| System | ${machine.system} |
| Runtime | ${machine.runtime} |

One run each, on loopback, real Electron, real livekit-server: orders of magnitude, not limits.
`;
}

function describeBreak(one: BreakFigures): string {
  const missed = one.changes.missed.length > 0 ? `\n\nMissed: ${one.changes.missed.join('; ')}.` : '';
  const invented = one.changes.invented.length > 0 ? `\n\nInvented: ${one.changes.invented.join('; ')}.` : '';
  return `## ${one.title}

${one.method}

Shown:

${describeShown(one)}${missed}${invented}
`;
}

function describeShown({ shown, noticedMs }: BreakFigures): string {
  if (noticedMs === undefined)
    return '- *live* throughout: nothing was cut off, and what was held came as ordinary events.';
  return shown
    .map(({ atMs, state, text }) => `- ${formatSeconds(atMs)} *${state}*${text === '' ? '' : `: ${text}`}`)
    .join('\n');
}

function formatSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
