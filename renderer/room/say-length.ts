/** How rows of events speak of a long text, whose content stands beside them. */

/** `empty`, `412 characters`. */
export function sayLength(text: string): string {
  return text === '' ? 'empty' : `${text.length} characters`;
}
