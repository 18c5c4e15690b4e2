/** How texts are written in a filter: bare where nothing can be mistaken, else in quotes. Pure. */

/** Words that join; in quotes they are looked for. */
const keyWords: ReadonlySet<string> = new Set(['and', 'or', 'not']);

/** Controls, white space other than the blank, and what turns or hides text: a filter that is shown must not deceive. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

const bareValue = /^[^\s()"/*][^\s()"*]*$/u;
const bareWord = /^[^\s()"/*!:=<>-][^\s()"*:=<>]*$/u;

/** True for a word that joins others. */
export function isKeyWord(word: string): boolean {
  return keyWords.has(word.toLowerCase());
}

/** A text in quotes; what cannot be seen is spelled `\u202e`. */
export function quoteText(text: string): string {
  return spellUnseen(JSON.stringify(text));
}

/** For what stands in quotes already: its unseen characters spelled. */
export function spellUnseen(quoted: string): string {
  return quoted.replace(unseen, spell);
}

function spell(character: string): string {
  // A character beyond the first plane is two units.
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}

/** Text of something in quotes; a backslash before nothing special is only a backslash. */
export function readQuoted(quoted: string): string {
  const strict = readJson(quoted);
  if (strict !== undefined) return strict;
  return quoted.slice(1, -1).replace(/\\(["\\])/g, '$1');
}

function readJson(quoted: string): string | undefined {
  try {
    const text: unknown = JSON.parse(quoted);
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}

/** A text after a sign: `red`, `"two words"`. */
export function writeValue(text: string): string {
  return bareValue.test(text) && text.search(unseen) === -1 ? text : quoteText(text);
}

/** A text that is looked for. `isField`: it is a field’s name, which a sign behind it would make its own. */
export function writeWord(text: string, isField: boolean): string {
  const isBare = bareWord.test(text) && text.search(unseen) === -1 && !isKeyWord(text) && !isField;
  return isBare ? text : quoteText(text);
}
