/** Reads the demo's server from an inherited pipe: one line, once, and the pipe is closed before any window exists. */
import fs from 'node:fs';
import { promisify } from 'node:util';
import { z } from 'zod';

const demoServerSchema = z.strictObject({
  name: z.string().min(1).max(80),
  url: z.string().min(1).max(2_048),
  apiKey: z.string().min(1).max(256),
  apiSecret: z.string().min(1).max(1_024),
});
export type DemoServer = z.infer<typeof demoServerSchema>;

const maxBytes = 16_384;
const read = promisify(fs.read);

/**
 * The server, or undefined when the pipe tells something else. Waits for the line's end; the descriptor is closed
 * whatever happens. Rejects where the app is packaged: a product takes no secrets from its surroundings.
 */
export async function readDemoServer(fd: number, isPackaged: boolean): Promise<DemoServer | undefined> {
  // SECURITY: the key comes by a pipe that only this process inherits, never by argument, environment or file.
  if (isPackaged) throw new Error('the packaged app takes no demo server');
  try {
    const parsed = demoServerSchema.safeParse(JSON.parse(await readLine(fd)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Neither the text nor the parser's message is passed on: both may hold the secret.
    return undefined;
  } finally {
    closeQuietly(fd);
  }
}

async function readLine(fd: number): Promise<string> {
  const buffer = Buffer.alloc(maxBytes);
  let length = 0;
  try {
    while (length < maxBytes) {
      const { bytesRead } = await read(fd, buffer, length, maxBytes - length, null);
      if (bytesRead === 0) break;
      length += bytesRead;
      const end = buffer.subarray(0, length).indexOf(0x0a);
      if (end >= 0) return buffer.toString('utf8', 0, end);
    }
    return buffer.toString('utf8', 0, length);
  } finally {
    // The text that is returned lives on; this copy need not.
    buffer.fill(0);
  }
}

/** A descriptor that was never open is no reason not to start. */
function closeQuietly(fd: number): void {
  try {
    fs.closeSync(fd);
  } catch {
    // not open
  }
}
