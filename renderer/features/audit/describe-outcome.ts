/** What a row of the record ended with, in words: the record itself keeps codes, which stay the same over versions. Pure. */

const words: Readonly<Record<string, string>> = {
  first: 'record begins',
  adopted: 'taken in',
  resumed: 'found ahead',
  wrong_room: 'another room',
  not_found: 'not there',
  internal: 'fault of Gavel',
};

/** Words for an outcome or an error's code; one that is not known here is spelled out. */
export function describeOutcome(code: string): string {
  return words[code] ?? code.replaceAll('_', ' ');
}
