// @ts-check
/**
 * What `npm start -- …` understands. Pure.
 */

/** Fewer would lose somebody whom the demo is there to show; more than the upper bound a small machine does not bear. */
const PEOPLE = { least: 24, most: 2_000 };

export const START_USAGE = `usage: npm start -- [options] [-- <arguments for the app>]

Opens a demo: a LiveKit server on this machine only, a room full of people, a waiting agent, and Gavel connected to it.

  --people N   so many people in the demo's town hall, ${PEOPLE.least} to ${PEOPLE.most}
  --still      nobody in the demo changes anything
  --seed N     the demo's people act in the order that this number gives
  --no-demo    no server and no people: Gavel alone, with the servers that were saved in it
  --help       this text
`;

/**
 * @param {string[]} args
 * @returns {{kind: 'demo', demo: string[]} | {kind: 'app', app: string[]} | {kind: 'help'} | {kind: 'wrong', what: string}}
 * `demo`: arguments of tools/demo/main.ts · `app`: those of the app alone
 */
export function parseStartArguments(args) {
  const split = args.indexOf('--');
  const own = split < 0 ? args : args.slice(0, split);
  const app = split < 0 ? [] : args.slice(split + 1);
  const demo = [];
  let hasDemo = true;
  for (let at = 0; at < own.length; at += 1) {
    const arg = own[at] ?? '';
    const value = own[at + 1] ?? '';
    if (arg === '--help' || arg === '-h') return { kind: 'help' };
    if (arg === '--no-demo') hasDemo = false;
    else if (arg === '--still') demo.push(arg);
    else if (arg === '--seed' || arg === '--people') {
      if (!/^\d+$/.test(value)) return { kind: 'wrong', what: `${arg} needs a whole number` };
      if (arg === '--people' && (Number(value) < PEOPLE.least || Number(value) > PEOPLE.most)) {
        return { kind: 'wrong', what: `--people takes ${PEOPLE.least} to ${PEOPLE.most}, not ${value}` };
      }
      demo.push(arg, value);
      at += 1;
    } else return { kind: 'wrong', what: `unknown option ${arg}` };
  }
  if (hasDemo) return { kind: 'demo', demo: split < 0 ? demo : [...demo, '--', ...app] };
  if (demo.length > 0) return { kind: 'wrong', what: `--no-demo leaves nothing for ${demo[0]} to do` };
  return { kind: 'app', app };
}
