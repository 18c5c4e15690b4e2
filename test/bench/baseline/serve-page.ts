/** Builds a baseline's page and serves it from loopback. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const bareClient = fileURLToPath(new URL('page.ts', import.meta.url));
const html =
  '<!doctype html><title>Baseline</title><link rel="icon" href="data:,"><link rel="stylesheet" href="page.css"><script type="module" src="page.js"></script>';

/** A page that can be opened until `close`. */
export interface ServedPage {
  url: string;
  close(): Promise<void>;
}

/** The page is minified, as the built app is. `entry` is its script; livekit-client alone when not given. */
export async function serveBaselinePage(entry = bareClient): Promise<ServedPage> {
  const { script, style } = await bundle(entry);
  const files = createServer((request, response) => {
    const [type, body] = chooseFile(request.url ?? '/', script, style);
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

function chooseFile(address: string, script: string, style: string): [type: string, body: string] {
  if (address === '/page.js') return ['text/javascript', script];
  return address === '/page.css' ? ['text/css', style] : ['text/html', html];
}

async function bundle(entry: string): Promise<{ script: string; style: string }> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: path.dirname(entry),
    build: {
      write: false,
      target: 'chrome130',
      rolldownOptions: { input: entry, output: { codeSplitting: false, format: 'es' } },
    },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (!output || !('output' in output)) throw new Error('the baseline page was not built');
  const style = output.output.find(({ fileName }) => fileName.endsWith('.css'));
  return { script: output.output[0].code, style: style?.type === 'asset' ? String(style.source) : '' };
}
