/** Whether a text has what a pattern asks for. Bounded: no pattern takes more than one step for a character. Pure. */
import { RE2JS, RE2JSException } from 're2js';
import { isSmallAutomaton } from './bound-expression.ts';
import { createTextMemory } from './text-memory.ts';
import type { Pattern } from './types.ts';

/** A regular expression looks no further into one text; plain texts and gaps look through all of it. */
export const expressionLimits = { sourceCharacters: 300, programSize: 200, textCharacters: 65_536 } as const;

export type TextTest = (lowerText: string) => boolean;
export type MadeTest = { test: TextTest } | { fault: string };

/**
 * @param pattern what is looked for; case does not count
 * @param reach `whole`: the text is this · `part`: it occurs in the text · `line`: it occurs in one line of the text
 * @returns a test of texts in lower case, or what is wrong with the pattern
 */
export function createTextTest(pattern: Pattern, reach: 'whole' | 'part' | 'line'): MadeTest {
  switch (pattern.kind) {
    case 'text': {
      const wanted = pattern.text.toLowerCase();
      return { test: reach === 'whole' ? (text) => text === wanted : (text) => text.includes(wanted) };
    }
    case 'wildcard':
      return { test: createWildcardTest(pattern.text.toLowerCase().split('*'), reach) };
    case 'expression':
      return createExpressionTest(pattern.source, reach === 'line');
    default:
      return pattern satisfies never;
  }
}

function createWildcardTest(parts: readonly string[], reach: 'whole' | 'part' | 'line'): TextTest {
  if (reach === 'whole') return (text) => hasParts(text, parts, true);
  if (reach === 'part') return (text) => hasParts(text, parts, false);
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), '');
  return (text) => text.includes(longest) && text.split('\n').some((line) => hasParts(line, parts, false));
}

/** Each part is looked for behind the one before it: the first place found leaves the most room for the rest. */
function hasParts(text: string, parts: readonly string[], isWhole: boolean): boolean {
  const last = parts.length - 1;
  let from = 0;
  for (const [index, part] of parts.entries()) {
    if (isWhole && index === last) return text.length - part.length >= from && text.endsWith(part);
    const at = text.indexOf(part, from);
    if (at === -1 || (isWhole && index === 0 && at !== 0)) return false;
    from = at + part.length;
  }
  return true;
}

/** Expressions are asked for again with each key that is typed. */
const maxRemembered = 4;
/** Held by the filters that ask: with the last of them go the answers that a test remembers, and the texts of a room. */
const remembered = new Map<string, WeakRef<TextTest>>();

function createExpressionTest(source: string, isByLine: boolean): MadeTest {
  const key = `${isByLine} ${source}`;
  const known = remembered.get(key)?.deref();
  if (known) return { test: known };
  const made = compileExpression(source, isByLine);
  if ('fault' in made) return made;
  const [oldest] = remembered.keys();
  if (oldest !== undefined && remembered.size >= maxRemembered) remembered.delete(oldest);
  remembered.set(key, new WeakRef(made.test));
  return made;
}

// SECURITY: expressions come from people and from imported views, texts from the room: an engine that tries every way (the
// language's own) could be kept busy for ever. RE2's automaton is linear in the text and makes no functions at run time; but
// only a small one is one step a character.
function compileExpression(source: string, isByLine: boolean): MadeTest {
  if (source === '') return { fault: 'there is nothing between the slashes' };
  if (source.length > expressionLimits.sourceCharacters) {
    return { fault: `a regular expression has at most ${expressionLimits.sourceCharacters} characters` };
  }
  try {
    const expression = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE | (isByLine ? RE2JS.MULTILINE : 0));
    if (expression.programSize() > expressionLimits.programSize)
      return { fault: 'this regular expression is too large: its repeats count as often as they may occur' };
    if (!isSmallAutomaton(expression))
      return { fault: 'this regular expression could take long: say * or + instead of a counted repeat like .{20}' };
    const testText: TextTest = (text) => expression.test(cut(text));
    if (!isByLine) return { test: rememberAnswers(testText) };
    const test = rememberAnswers(testText);
    // Most rows are told apart in one go; `[^x]` may reach over the end of a line, and these mean the whole text.
    const isTestedAtOnce = !/\\[AzZ]|\(\?[^):]*-/.test(source);
    const mayHave = rememberAnswers((text) => expression.test(text));
    const testLines: TextTest = (text) => (!isTestedAtOnce || mayHave(text)) && text.split('\n').some(test);
    return { test: rememberAnswers(testLines, rowAnswerLimits) };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { fault: describeFault(error.message) };
  }
}

/** Shorter texts are read again as fast as they are found; the longer ones take no more memory than this. */
const answerLimits = { leastCharacters: 256, characters: 2_000_000 } as const;

/** Of whole rows: whoever asks keeps the same texts, so that remembering them takes little more; a look at all is then short. */
const rowAnswerLimits = { leastCharacters: 0, characters: 16_000_000 } as const;

/** A look at everybody asks of the same texts again and again. */
export function rememberAnswers(
  test: TextTest,
  limits: { leastCharacters: number; characters: number } = answerLimits,
): TextTest {
  const answers = createTextMemory<boolean>(limits.characters);
  return (text) => {
    if (text.length < limits.leastCharacters) return test(text);
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = test(text);
    answers.set(text, answer);
    return answer;
  };
}

/** A text that goes on does not end where it is cut: `$` must not find its end there. */
function cut(text: string): string {
  const { textCharacters } = expressionLimits;
  return text.length > textCharacters ? `${text.slice(0, textCharacters)}…` : text;
}

function describeFault(words: string): string {
  const bare = words.replace(/^error parsing regexp: /, '').replace(/: `\(\?[^`]*`$/, '');
  if (bare.startsWith('invalid or unsupported Perl syntax'))
    return `looking ahead or back is not possible here (${bare})`;
  return `this is no regular expression: ${bare}`;
}
