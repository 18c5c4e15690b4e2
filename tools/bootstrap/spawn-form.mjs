// @ts-check
/**
 * How a program is to be handed to Node's spawn on each system. Pure.
 */

/** Programs that npm installs as scripts, which Windows finds only by their ending. */
const SCRIPTS = ['npm', 'npx'];

/**
 * On Windows Node starts `.cmd` files only through the shell, as one line in which nothing is quoted yet; everywhere else,
 * and for real programs, the words stay apart and no shell ever sees them.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.Platform} [platform]
 * @returns {{command: string, args: readonly string[], shell: boolean}}
 * @throws {Error} for a word that Windows' shell would not take as it is
 */
export function describeSpawn(command, args, platform = process.platform) {
  const program = platform === 'win32' && SCRIPTS.includes(command) ? `${command}.cmd` : command;
  if (platform !== 'win32' || !/\.(cmd|bat)$/i.test(program)) return { command: program, args, shell: false };
  return { command: [program, ...args].map(quoteForCmd).join(' '), args: [], shell: true };
}

/** @param {string} word */
function quoteForCmd(word) {
  // SECURITY: cmd.exe expands %…% and ends a word at a quote even within quotes; no argument of ours holds either.
  if (/["%\r\n]/.test(word)) throw new Error(`not to be given to a Windows script: ${word}`);
  return /^[\w./\\:@=-]+$/.test(word) ? word : `"${word}"`;
}
