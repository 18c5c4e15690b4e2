/** Reads the demo's server from an inherited pipe: one line, once, and the pipe is closed before any window exists. */
import fs from 'node:fs';
import net from 'node:net';
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
export async function readDemoServer(
  fd: number,
  isPackaged: boolean,
  platform: NodeJS.Platform = process.platform,
): Promise<DemoServer | undefined> {
  // SECURITY: the key comes by a pipe that only this process inherits, never by argument, environment or file.
  if (isPackaged) throw new Error('the packaged app takes no demo server');
  try {
    const parsed = demoServerSchema.safeParse(
      JSON.parse(await (platform === 'win32' ? readLineOfNamedPipe(fd) : readLine(fd))),
    );
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Neither the text nor the parser's message is passed on: both may hold the secret.
    return undefined;
  } finally {
    // A socket closes its own descriptor, whose number may be somebody else's by now.
    if (platform !== 'win32') closeQuietly(fd);
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

/**
 * Windows' pipes are named and overlapped: plain reads of such a descriptor fail, so it is read as the socket it is. It is as
 * private as elsewhere, since only the child inherits its handle.
 */
async function readLineOfNamedPipe(fd: number): Promise<string> {
  const pipe = new net.Socket({ fd, readable: true, writable: false });
  let text = '';
  try {
    for await (const chunk of pipe.setEncoding('utf8')) {
      text += String(chunk);
      if (text.includes('\n') || text.length >= maxBytes) break;
    }
    return text.split('\n', 1)[0] ?? '';
  } finally {
    pipe.destroy();
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
