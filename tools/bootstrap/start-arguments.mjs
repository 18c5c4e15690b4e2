// @ts-check
/**
 * What `npm start -- …` understands. Pure.
 */

export const START_USAGE = `usage: npm start -- [options] [-- <arguments for the app>]

Opens a demo: a LiveKit server on this machine only, a room full of people, a waiting agent, and Gavel connected to it.

  --still      nobody in the demo changes anything
  --seed N     the demo's people act in the order that this number gives
  --help       this text
`;

/**
 * @param {string[]} args
 * @returns {{kind: 'run', demo: string[]} | {kind: 'help'} | {kind: 'wrong', what: string}}
 */
export function parseStartArguments(args) {
  const demo = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '--') return { kind: 'run', demo: [...demo, ...args.slice(at)] };
    if (arg === '--help' || arg === '-h') return { kind: 'help' };
    if (arg === '--still') demo.push(arg);
    else if (arg === '--seed') {
      const seed = args[at + 1] ?? '';
      if (!/^\d+$/.test(seed)) return { kind: 'wrong', what: '--seed needs a whole number' };
      demo.push(arg, seed);
      at += 1;
    } else return { kind: 'wrong', what: `unknown option ${arg}` };
  }
  return { kind: 'run', demo };
}
