/** Serves the built page, and nothing else of the disk, under app://<host>/. One handler a session, for one host. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { protocol, type Session } from 'electron';
import { describeContentPolicy } from './csp.ts';
import { findUiFile, insertStyleNonce } from './ui-files.ts';

export const uiScheme = 'app';

/** Must run before Electron is ready. */
export function registerUiScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: uiScheme,
      // SECURITY: recommendation 18. Own origins per host; no CORS or CSP bypass, no service workers.
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
    },
  ]);
}

export interface UiSource {
  /** Folder of the built page. */
  folder: string;
  host: string;
  /** Asked anew for every load. */
  readConnectOrigins: () => readonly string[];
  /** Told the nonce of every load of the document. */
  onLoad: (styleNonce: string) => void;
}

/** Answers app:// requests of one session. */
export function serveUi(session: Session, source: UiSource): void {
  let styleNonce = createNonce();
  session.protocol.handle(uiScheme, async (request) => {
    const file = findUiFile(request.url);
    if (request.method !== 'GET' || new URL(request.url).host !== source.host || !file) return refuse(404);
    let content: Buffer;
    try {
      content = await fs.readFile(path.join(source.folder, file.name));
    } catch {
      return refuse(404);
    }
    if (file.isDocument) {
      styleNonce = createNonce();
      source.onLoad(styleNonce);
    }
    const body = file.isDocument ? insertStyleNonce(content.toString('utf8'), styleNonce) : content;
    return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
      headers: {
        ...fixedHeaders,
        'content-type': file.contentType,
        // SECURITY: recommendation 7, on every answer, so that no document can be without.
        'content-security-policy': describeContentPolicy({ styleNonce, connectOrigins: source.readConnectOrigins() }),
      },
    });
  });
}

// SECURITY: nothing of a window is kept, guessed at, framed or shared.
const fixedHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

function refuse(status: number): Response {
  return new Response(null, { status, headers: { ...fixedHeaders, 'content-security-policy': "default-src 'none'" } });
}

function createNonce(): string {
  return randomBytes(18).toString('base64');
}
