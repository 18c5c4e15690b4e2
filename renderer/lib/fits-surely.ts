/** Whether a text has room in a cell, guessed from above: asking the page would lay it out. Pure. */

/** Room that a letter takes at most in the font of lists, in parts of its size. */
const wideEm = 1.05;
const capitalEm = 0.82;
const otherEm = 0.7;
const wideLetters = /[mwMW@%]/g;
const capitals = /[A-Z&]/g;
const printableAscii = /^[ -~]*$/;

/** True only for plain letters, digits and signs that are narrower than `widthPx` at a size of `fontPx`, whatever they are. */
export function fitsSurely(text: string, widthPx: number, fontPx: number): boolean {
  const roomEm = widthPx / fontPx;
  // Most texts are told by their length alone.
  if (text.length * otherEm > roomEm || !printableAscii.test(text)) return false;
  const wide = text.match(wideLetters)?.length ?? 0;
  const capital = (text.match(capitals)?.length ?? 0) - (text.match(/[MW]/g)?.length ?? 0);
  return wide * wideEm + capital * capitalEm + (text.length - wide - capital) * otherEm <= roomEm;
}
