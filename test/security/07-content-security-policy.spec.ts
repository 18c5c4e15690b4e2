/** Recommendation 7: a policy for every window that starts from nothing, is made anew for every load, and really blocks. */
import type { Page } from '@playwright/test';
import { ask, bypassPolicy, expect, test } from './support/fixtures.ts';
import { startProbeServer } from './support/probe-server.ts';

async function reloadAndReadPolicy(page: Page): Promise<string> {
  const response = await page.reload();
  return (await response?.headerValue('content-security-policy')) ?? '';
}

function readNonce(policy: string): string | undefined {
  return /'nonce-([^']+)'/.exec(policy)?.[1];
}

/** Tries what a script that was smuggled in would try; says what succeeded and what the browser reported. */
function misbehave(page: Page, origin: string): Promise<{ done: string[]; reported: string[] }> {
  return page.evaluate(async (elsewhere) => {
    const done: string[] = [];
    const reported: string[] = [];
    const note = (event: SecurityPolicyViolationEvent) => reported.push(event.effectiveDirective);
    document.addEventListener('securitypolicyviolation', note);
    const attempts: Record<string, () => unknown> = {
      // oxlint-disable-next-line no-eval -- whether it is possible is the question
      eval: () => (0, eval)('1 + 1') === 2,
      innerHTML: () => {
        document.createElement('div').innerHTML = '<b>x</b>';
        return true;
      },
      inlineScript: () => {
        const script = document.createElement('script');
        script.textContent = 'globalThis.inlineRan = true';
        document.body.append(script);
        return 'inlineRan' in globalThis;
      },
      inlineHandler: () => {
        const button = document.createElement('button');
        button.setAttribute('onclick', 'globalThis.handlerRan = true');
        button.click();
        return 'handlerRan' in globalThis;
      },
      style: () => {
        const style = document.createElement('style');
        style.textContent = 'body { --smuggled: yes }';
        document.head.append(style);
        return getComputedStyle(document.body).getPropertyValue('--smuggled') === 'yes';
      },
      worker: () => new Worker(URL.createObjectURL(new Blob(['1']))) instanceof Worker,
      connect: () =>
        fetch(`${elsewhere}/data.json`, { mode: 'no-cors' }).then(
          () => true,
          () => false,
        ),
      base: () => {
        const base = document.createElement('base');
        base.href = `${elsewhere}/`;
        document.head.append(base);
        const isMoved = document.baseURI.startsWith(elsewhere);
        base.remove();
        return isMoved;
      },
    };
    for (const [name, attempt] of Object.entries(attempts)) {
      // In a task of its own: while a debugger evaluates, Chromium allows eval whatever the policy says.
      await new Promise((resolve) => setTimeout(resolve, 0));
      try {
        if (await attempt()) done.push(name);
      } catch {
        // thrown by the policy
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
    document.removeEventListener('securitypolicyviolation', note);
    return { done, reported };
  }, origin);
}

/** True if the page got a foreign page into a frame, false if the policy forbade it. */
function openFrame(page: Page, origin: string): Promise<boolean> {
  return page.evaluate(
    (elsewhere) =>
      new Promise<boolean>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          if (effectiveDirective === 'frame-src') resolve(false);
        });
        // The foreign page says so when it runs.
        window.addEventListener('message', ({ data }) => {
          if (data === 'probe runs') resolve(true);
        });
        const frame = document.createElement('iframe');
        frame.src = `${elsewhere}/`;
        document.body.append(frame);
      }),
    origin,
  );
}

test('7. the policy blocks what a smuggled script would do, in every window', async ({ gavel, probe }) => {
  for (const page of Object.values(await gavel.openAll('ws://127.0.0.1:9'))) {
    const { done, reported } = await misbehave(page, probe.origin);
    expect(done).toEqual([]);
    expect(reported).toEqual(
      expect.arrayContaining(['require-trusted-types-for', 'style-src-elem', 'connect-src', 'base-uri']),
    );
    expect(await openFrame(page, probe.origin)).toBe(false);
  }
  expect(probe.requests).toEqual([]);
});

test('7. control: the weak twin can do all of it', async ({ twin, probe }) => {
  const { done, reported } = await misbehave(twin.page, probe.origin);
  expect(done).toEqual(['eval', 'innerHTML', 'inlineScript', 'inlineHandler', 'style', 'worker', 'connect', 'base']);
  expect(reported).toEqual([]);
  expect(await openFrame(twin.page, probe.origin)).toBe(true);
});

test("7. only a server window may connect, to its server's two origins", async ({ gavel, probe }) => {
  const windows = await gavel.openAll('wss://live.example.com');
  expect(await reloadAndReadPolicy(windows.server)).toContain(
    'connect-src wss://live.example.com https://live.example.com;',
  );
  for (const page of [windows.manager, windows.form]) {
    expect(await reloadAndReadPolicy(page)).toContain("connect-src 'none';");
  }
  expect(probe.requests).toEqual([]);
});

/** Tries a socket and a call; resolves when both have failed, as they must with a server that answers neither. */
function tryToConnect(page: Page, origin: string): Promise<void> {
  return page.evaluate(async (elsewhere) => {
    await new Promise<void>((resolve) => {
      const socket = new WebSocket(`${elsewhere.replace('http', 'ws')}/socket`);
      socket.addEventListener('error', () => resolve());
    });
    await fetch(`${elsewhere}/call`).catch(() => undefined);
  }, origin);
}

test('7. a server window reaches its own server, by socket and by call, and no other', async ({ gavel, probe }) => {
  const other = await startProbeServer();
  const windows = await gavel.openAll(probe.origin);
  await tryToConnect(windows.manager, probe.origin);
  await tryToConnect(windows.form, probe.origin);
  await tryToConnect(windows.server, other.origin);
  await bypassPolicy(windows.server);
  await tryToConnect(windows.server, other.origin);
  expect(other.requests).toEqual([]);
  expect(probe.requests.filter((request) => !request.includes('/twirp/'))).toEqual([]);
  // Control: its own server hears both.
  await tryToConnect(windows.server, probe.origin);
  expect(probe.requests).toEqual(expect.arrayContaining(['SOCKET /socket', 'GET /call']));
  await other.close();
});

test('7. a server with a numeric IPv6 address is reached, and no neighbour of it at the same port', async ({
  gavel,
}) => {
  const own = await startProbeServer({ host: '::1' });
  const neighbour = await startProbeServer({ port: Number(new URL(own.origin).port) });
  const page = await gavel.openServer(own.origin);
  await tryToConnect(page, neighbour.origin);
  expect(neighbour.requests).toEqual([]);
  // Control: its own server hears both.
  await tryToConnect(page, own.origin);
  expect(own.requests).toEqual(expect.arrayContaining(['SOCKET /socket', 'GET /call']));
  await Promise.all([own.close(), neighbour.close()]);
});

test('7. every load has a nonce of its own, known to the page, and styles need it', async ({ gavel }) => {
  const page = gavel.manager;
  const nonces = [readNonce(await reloadAndReadPolicy(page)), readNonce(await reloadAndReadPolicy(page))];
  expect(nonces[0]).toMatch(/^[A-Za-z0-9+/]{24}$/);
  expect(nonces[1]).not.toBe(nonces[0]);
  expect(await ask(page, 'app:read-info', {})).toMatchObject({ ok: true, value: { styleNonce: nonces[1] } });
  const applied = await page.evaluate(() => {
    const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
    const style = document.createElement('style');
    style.nonce = nonce;
    style.textContent = 'body { --with-nonce: yes }';
    document.head.append(style);
    return { nonce, value: getComputedStyle(document.body).getPropertyValue('--with-nonce') };
  });
  expect(applied).toEqual({ nonce: nonces[1], value: 'yes' });
});

test('7. the page itself draws without one violation', async ({ gavel }) => {
  const messages: string[] = [];
  for (const page of Object.values(await gavel.openAll('ws://127.0.0.1:9'))) {
    page.on('console', (message) => messages.push(message.text()));
    await page.reload();
    await page.locator('#root > *').first().waitFor({ state: 'attached' });
    // Control: a violation of this very page would be heard.
    await page.evaluate(() => fetch('https://control.example/').catch(() => undefined));
    await expect.poll(() => messages.filter((text) => text.includes('control.example')).length).toBeGreaterThan(0);
    expect(messages.filter((text) => /Content Security|Trusted/i.test(text) && !text.includes('control.'))).toEqual([]);
    messages.length = 0;
  }
});

test('7. without the policy, the request filter still lets nothing out', async ({ gavel, probe }) => {
  const server = await gavel.openServer('ws://127.0.0.1:9');
  for (const page of [gavel.manager, server]) {
    await bypassPolicy(page);
    const { done } = await misbehave(page, probe.origin);
    // Control: the policy is really gone.
    expect(done).toEqual(expect.arrayContaining(['eval', 'innerHTML', 'style']));
    expect(done).not.toContain('connect');
  }
  expect(probe.requests).toEqual([]);
});
