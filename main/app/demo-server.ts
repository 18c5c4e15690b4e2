/** Reads the demo's server from an inherited pipe: once, whole, and closed before any window exists. */
import fs from 'node:fs';
import { z } from 'zod';

const demoServerSchema = z.strictObject({
  name: z.string().min(1).max(80),
  url: z.string().min(1).max(2_048),
  apiKey: z.string().min(1).max(256),
  apiSecret: z.string().min(1).max(1_024),
});
export type DemoServer = z.infer<typeof demoServerSchema>;

const maxBytes = 16_384;

/**
 * The server, or undefined when the pipe holds something else. Waits for the pipe's end; it is closed whatever happens.
 * Throws where the app is packaged: a product takes no secrets from its surroundings.
 */
export async function readDemoServer(fd: number, isPackaged: boolean): Promise<DemoServer | undefined> {
  // SECURITY: the key comes by a pipe that only this process inherits, never by argument, environment or file.
  if (isPackaged) throw new Error('the packaged app takes no demo server');
  const stream = fs.createReadStream('', { fd, autoClose: true, highWaterMark: maxBytes });
  let text = '';
  try {
    for await (const chunk of stream) {
      text += String(chunk);
      if (text.length > maxBytes) return undefined;
    }
    const parsed = demoServerSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Neither the text nor the parser's message is passed on: both may hold the secret.
    return undefined;
  }
}
