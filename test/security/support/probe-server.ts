/** A foreign web server on loopback that answers everything and writes down who came. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ProbeServer {
  /** http origin, without a trailing slash. */
  origin: string;
  /** Method and path of every request so far. */
  requests: string[];
  /** Every Cookie header that was sent. */
  cookies: string[];
  close(): Promise<void>;
}

const pages: Record<string, [contentType: string, body: string]> = {
  '/': ['text/html', '<!doctype html><title>probe</title><script>parent.postMessage("probe runs", "*")</script>'],
  '/script.js': ['text/javascript', 'globalThis.probeRan = true;'],
  '/data.json': ['application/json', '{"probe":true}'],
  '/image.svg': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'],
};

/**
 * Sends no CORS header, so that other origins may not read its answers, and a cookie that every site would get back.
 * On a free port where none is given.
 */
export async function startProbeServer({ host = '127.0.0.1', port = 0 } = {}): Promise<ProbeServer> {
  const requests: string[] = [];
  const cookies: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://probe');
    requests.push(`${request.method} ${pathname}`);
    const [contentType, body] = pages[pathname] ?? ['text/plain', 'probe'];
    if (request.headers.cookie !== undefined) cookies.push(request.headers.cookie);
    if (pathname.startsWith('/twirp/')) {
      response.writeHead(307, { location: '/redirected' });
      response.end();
      return;
    }
    response.setHeader('content-type', contentType);
    response.setHeader('set-cookie', 'probe=1; Path=/; Secure; SameSite=None');
    response.end(body);
  });
  // Sockets are only counted: the handshake is never answered.
  server.on('upgrade', (request, socket) => {
    requests.push(`SOCKET ${request.url ?? ''}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`,
    requests,
    cookies,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
