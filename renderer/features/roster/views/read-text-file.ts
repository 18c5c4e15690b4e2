/** The text of a file that a moderator gave, or why it cannot be one; bounded before it is read. */

export type TextFile = { text: string } | { fault: string };

/** A character of UTF-8 takes four bytes at most. */
const maxBytesACharacter = 4;

export async function readTextFile(file: File, maxCharacters: number): Promise<TextFile> {
  if (file.size === 0) return { fault: 'This file is empty.' };
  if (file.size > maxCharacters * maxBytesACharacter)
    return { fault: 'This file is too large to be an export of views.' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()) };
  } catch (error) {
    // A folder that was dropped is a file that cannot be read.
    const isOtherContent = error instanceof TypeError;
    return { fault: isOtherContent ? 'This file holds no text.' : `This file cannot be read: ${String(error)}.` };
  }
}
