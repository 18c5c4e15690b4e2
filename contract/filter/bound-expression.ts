/**
 * Whether an expression's automaton is small. RE2 makes its states as they are met, and falls back on following every way at
 * once where there are too many: a character then costs as much as the program is long. Pure; counts states, asks no clock.
 */
import type { RE2JS } from 're2js';

/** What one automaton may have: its table stays in memory, so that a character costs one step. */
export const automatonLimits = { states: 1_500, cells: 200_000, work: 400_000 } as const;

/** What RE2JS keeps of a compiled expression, as far as it is used here. */
interface Automaton {
  failed: boolean;
  classBounds: Int32Array;
  prog: { start: number; numInst(): number; getInst(pc: number): { matchRune(rune: number): boolean } };
  makeState(pcs: readonly number[], flags: number, ids: readonly number[]): State | null;
  step(state: State, runeClass: number, rune: number, anchor: number): State | null;
}

interface State {
  isMatch: boolean;
  nfaStates: readonly number[];
}

/** RE2's flags for the beginning of a text, which is one of a line too. */
const atStart = 1 | 4;
const unanchored = 0;
const wordCharacter = /^\w$/;

/** True where every state that any text could lead to was visited within the limits. The states stay with the expression. */
export function isSmallAutomaton(expression: RE2JS): boolean {
  const automaton: Automaton = expression.re2Input.dfa;
  const classCount = automaton.classBounds.length + 1;
  const maxStates = Math.min(automatonLimits.states, Math.floor(automatonLimits.cells / classCount));
  const start = automaton.failed ? null : automaton.makeState([automaton.prog.start], atStart, []);
  if (start === null) return false;
  const runes = listRunes(automaton);
  const seen = new Set([start]);
  const waiting = [start];
  let work = 0;
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    // Where it has matched, nothing more is looked at.
    if (state.isMatch) continue;
    for (const [runeClass, rune] of runes) {
      work += state.nfaStates.length + 1;
      const next = work > automatonLimits.work ? null : automaton.step(state, runeClass, rune, unanchored);
      if (next === null) return false;
      if (seen.has(next)) continue;
      if (seen.size >= maxStates) return false;
      seen.add(next);
      waiting.push(next);
    }
  }
  return true;
}

/** A character of each kind that the program tells from others, by the class that RE2 has it in. */
function listRunes({ classBounds, prog }: Automaton): readonly (readonly [runeClass: number, rune: number])[] {
  const instructions = Array.from({ length: prog.numInst() }, (_, pc) => prog.getInst(pc));
  const kinds = new Map<string, readonly [number, number]>();
  for (const [runeClass, rune] of [0, ...classBounds].entries()) {
    const matches = instructions.map((instruction) => (instruction.matchRune(rune) ? '1' : '0')).join('');
    const kind = `${matches}${wordCharacter.test(String.fromCodePoint(Math.min(rune, 0x10ffff)))}${rune === 10}`;
    if (!kinds.has(kind)) kinds.set(kind, [runeClass, rune]);
  }
  return [...kinds.values()];
}
