/** Electron's network stack behind the port: the system's proxy and certificates, no cookies, cache or redirects. */
import { session as sessions } from 'electron';
import type { HttpFetch } from '#main/services/ports';

/** More than the largest list of a full room. */
const maxAnswerBytes = 128 * 1024 * 1024;

/** To be called once Electron is ready. */
export function createHttpFetch(): HttpFetch {
  // A session of its own: nothing that a window does is seen here, and the other way round.
  const session = sessions.fromPartition('livekit-api', { cache: false });
  return async (url, { method, headers, body, signal }) => {
    // SECURITY: main is no probe; it speaks http to servers and nothing else, and goes where it was sent.
    if (!/^https?:$/.test(new URL(url).protocol)) throw new TypeError('only http and https are fetched');
    const response = await session.fetch(url, {
      method,
      headers,
      signal,
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, headers: response.headers, text: () => readBounded(response) };
  };
}

async function readBounded(response: Response): Promise<string> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = '';
  let sizeBytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    sizeBytes += value.byteLength;
    if (sizeBytes > maxAnswerBytes) {
      await reader.cancel();
      throw new Error(`the answer is larger than ${maxAnswerBytes} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
}
