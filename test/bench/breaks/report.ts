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
      one.changes ? `${one.changes.found} of ${one.changes.found + one.changes.missed.length}` : '–',
      one.changes ? String(one.changes.invented.length) : '–',
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
claimed to be live. *Back within*: from when the way was open until the room was live again. *Missed changes*: what others
changed meanwhile, one a field; each must be in Events once, with who, field, before and after, and be marked as found later.
*Invented*: rows marked so that no change explains.

${figures.map(describeBreak).join('\n')}
## How the changes are counted

Eleven people are in the room, one of them an agent and one hidden. Twenty changes are made by them and by the server's API:
attributes set, replaced and deleted, metadata, names, permissions, room metadata, one who leaves, one who comes, one who goes
and returns with a new session and other data. Two more leave nothing behind (an attribute there and back, somebody who came
and went), so no row may claim them; the first is told as *unseen*, since the server's count of updates shows that something
was there. Where the room itself was lost, everybody has a new session, so that only the seventeen changes of data are counted. Where
the list was read while the session was away, those who go and return are not counted: it may have seen them gone.

## Not in this table

An overloaded server: rooms of 1,000 and 2,000 people are written to as fast as the server takes it, and what is shown
afterwards is compared with the list (\`npm test -- --all\`, test/long/scale.spec.ts). That the server itself then closes the
console's signalling could not be provoked at will: 300 people with 64 writers did not do it in two minutes, and where the console
reads too slowly its own ping gives the connection up first, after 14 s; its end is the same as that of a half-open connection.
WebSockets or media that are blocked for good, and an API that is slow or fails while signalling works, do not end by
themselves: the room lives on the list, or on events, and says so (test/integration/renderer/api-only.test.ts,
test/integration/main/watch/busy-server.test.ts). Five of these breaks are also tried in seconds, without
Electron, by \`npm test\` (test/integration/renderer/breaks.test.ts). Nothing in the server's API tells that it drains: what is
shown meanwhile is a room that is live, which it is.

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
  const missed = one.changes?.missed.length ? `\n\nMissed: ${one.changes.missed.join('; ')}.` : '';
  const invented = one.changes?.invented.length ? `\n\nInvented: ${one.changes.invented.join('; ')}.` : '';
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
