/** Saves a text where the moderator says, in a dialog that main owns: no renderer names a path. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import { BrowserWindow, dialog, webContents } from 'electron';

/** Answers the path, or undefined where the moderator has changed their mind. Rejects as the disk does. */
export async function saveText(windowId: number, suggestedName: string, text: string): Promise<string | undefined> {
  const contents = webContents.fromId(windowId);
  const parent = contents && BrowserWindow.fromWebContents(contents);
  const options = { defaultPath: suggestedName, properties: ['showOverwriteConfirmation' as const] };
  const { canceled, filePath } = await (parent
    ? dialog.showSaveDialog(parent, options)
    : dialog.showSaveDialog(options));
  if (canceled || filePath === '') return undefined;
  // SECURITY: what is told of people in a room is nobody else's on a shared machine.
  const besides = `${filePath}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    // A full disk leaves what was there, and so does whoever reads it meanwhile.
    await fs.writeFile(besides, text, { mode: 0o600, flag: 'wx' });
    await fs.rename(besides, filePath);
  } catch (error) {
    await fs.rm(besides, { force: true });
    throw error;
  }
  return filePath;
}
