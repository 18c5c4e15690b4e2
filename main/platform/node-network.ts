/** Names and certificates by Node: what it finds explains a failure, and never decides whether a server is trusted. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import tls from 'node:tls';
import type { TlsFinding } from '#main/services/check/ports';

/** Addresses in the order in which the system would try them. */
export async function lookUpName(hostname: string, signal: AbortSignal): Promise<string[]> {
  const found = await orAborted(lookup(hostname, { all: true }), signal);
  return found.map(({ address }) => address);
}

/** Shakes hands and hangs up; says nothing over the connection. */
export function inspectTls(host: string, port: number, signal: AbortSignal): Promise<TlsFinding> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(asError(signal.reason));
    const socket = tls.connect({
      host,
      port,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      // SECURITY: an untrusted certificate is to be read, so that its fault can be named. Nothing is sent or believed here;
      // every call goes by the browser's stack, which refuses it.
      rejectUnauthorized: false,
    });
    function finish(finding: TlsFinding): void {
      signal.removeEventListener('abort', callOff);
      socket.destroy();
      resolve(finding);
    }
    function callOff(): void {
      socket.destroy();
      reject(asError(signal.reason));
    }
    signal.addEventListener('abort', callOff, { once: true });
    socket.once('secureConnect', () => {
      const { valid_from, valid_to, subjectaltname, issuer } = socket.getPeerCertificate();
      finish({
        kind: 'certificate',
        validFromMs: Date.parse(valid_from),
        validToMs: Date.parse(valid_to),
        names: clean(subjectaltname ?? ''),
        issuer: clean([issuer?.O, issuer?.CN].flat().filter(Boolean).join(', ')),
      });
    });
    socket.on('error', (error: NodeJS.ErrnoException) => finish({ kind: 'none', words: error.code ?? error.message }));
    socket.once('close', () => finish({ kind: 'none', words: 'closed' }));
  });
}

/** A certificate's texts are the server's own: bounded, on one line. */
function clean(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .replaceAll('DNS:', '')
    .trim()
    .slice(0, 200);
}

/** Node's look-up cannot be called off; its late answer is dropped. */
async function orAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  let callOff: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    callOff = () => reject(asError(signal.reason));
    signal.addEventListener('abort', callOff, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', callOff);
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('the check was called off');
}
