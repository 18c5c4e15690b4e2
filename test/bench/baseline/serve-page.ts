/** Builds the baseline's page and serves it from loopback. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const entry = fileURLToPath(new URL('page.ts', import.meta.url));
const html =
  '<!doctype html><title>livekit-client alone</title><link rel="icon" href="data:,"><script type="module" src="page.js"></script>';

/** A page that can be opened until `close`. */
export interface ServedPage {
  url: string;
  close(): Promise<void>;
}

/** The page is minified, as the built app is. */
export async function serveBaselinePage(): Promise<ServedPage> {
  const script = await bundle();
  const files = createServer((request, response) => {
    const [type, body] = request.url === '/page.js' ? ['text/javascript', script] : ['text/html', html];
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve, reject) => {
    files.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = files.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        files.close(() => resolve());
        files.closeAllConnections();
      }),
  };
}

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('.', import.meta.url)),
    build: {
      write: false,
      target: 'chrome130',
      rolldownOptions: { input: entry, output: { codeSplitting: false, format: 'es' } },
    },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (!output || !('output' in output)) throw new Error('the baseline page was not built');
  return output.output[0].code;
}
