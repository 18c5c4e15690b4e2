/** The demo as `npm start` runs it, with the app's debugger on a free loopback port so that a spec can look and click. Linux only. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import { makeAppFolder, readRuntime } from '#test/support/runtime';
import { waitUntil } from '#tools/wait-until.ts';
import { ManagerPage } from '../pages/manager-page.ts';

const MAIN = fileURLToPath(new URL('../../../tools/demo/main.ts', import.meta.url));

export interface DemoRun {
  pid: number;
  manager: ManagerPage;
  /** The data folder's parent: all that the app keeps lies below it. */
  configHome: string;
  /** Where the demo's server keeps its configuration and key for this run. */
  serverFolder: string;
  key: { apiKey: string; apiSecret: string };
  /** All that demo and app printed so far. */
  output(): string;
  /** Does something that opens a window, and waits for it. */
  opened(act: () => Promise<unknown>): Promise<Page>;
  /** Every process below the demo's own, now. */
  family(): FamilyMember[];
  closeWindows(): Promise<void>;
  /** Exit code of the demo, null after a signal. */
  ended: Promise<number | null>;
  /** Ends what is left of it. */
  end(): void;
}

/** A process, by what tells it from a later one of the same number. */
export interface FamilyMember {
  pid: number;
  command: string;
  startedAt: string;
}

export async function startDemoRun(options: readonly string[] = []): Promise<DemoRun> {
  const { electron, app } = readRuntime();
  const configHome = makeAppFolder('demo');
  const child = spawn(
    process.execPath,
    [MAIN, '--electron', electron, '--app', app, ...options, '--', '--remote-debugging-port=0'],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...readEnvironment(), XDG_CONFIG_HOME: configHome } },
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  let browser: Browser | undefined;
  const end = (): void => {
    child.kill('SIGKILL');
    rmSync(configHome, { recursive: true, force: true });
  };
  try {
    const address = await waitUntil(
      () => {
        if (child.exitCode !== null) return 'ended';
        return /DevTools listening on (ws:\S+)/.exec(printed)?.[1];
      },
      { what: 'the app to start' },
    );
    if (address === 'ended') throw new Error(`the demo ended early:\n${printed}`);
    const connected = await chromium.connectOverCDP(address);
    browser = connected;
    const pages = (): Page[] => connected.contexts().flatMap((context) => context.pages());
    const first = await waitUntil(() => pages().find((page) => page.url() === 'app://manager/'), {
      what: 'the first window',
    });
    const manager = new ManagerPage(first);
    await manager.waitUntilReady();
    const pid = child.pid ?? 0;
    const serverFolder = /--config (\S+)\/livekit\.yaml/.exec(listCommands(findFamily(pid)))?.[1] ?? '';
    const [apiKey = '', apiSecret = ''] = readFileSync(`${serverFolder}/keys.yaml`, 'utf8').trim().split(': ');
    return {
      pid,
      manager,
      configHome,
      serverFolder,
      key: { apiKey, apiSecret },
      output: () => printed,
      async opened(act) {
        const known = new Set(pages());
        await act();
        return waitUntil(() => pages().find((page) => !known.has(page) && page.url().startsWith('app://')), {
          what: 'another window',
        });
      },
      family: () => findFamily(pid),
      async closeWindows() {
        for (const page of pages()) await page.close();
      },
      ended,
      end,
    };
  } catch (error) {
    await browser?.close();
    end();
    throw error;
  }
}

/** Command lines, one in a line. */
export function listCommands(family: readonly FamilyMember[]): string {
  return family.map(({ command }) => command).join('\n');
}

/** Those of them that still run. */
export function findRunning(family: readonly FamilyMember[]): FamilyMember[] {
  return family.filter(({ pid, startedAt }) => {
    const now = readProcess(pid);
    // One that has ended, but whose parent has not asked for it yet, has no command any more.
    return now !== undefined && now.startedAt === startedAt && now.command !== '';
  });
}

function findFamily(root: number): FamilyMember[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
  const found = [root];
  for (const parent of found) for (const { pid, parentPid } of all) if (parentPid === parent) found.push(pid);
  return found.slice(1).flatMap((pid) => all.find((member) => member.pid === pid) ?? []);
}

function readProcess(pid: number): (FamilyMember & { parentPid: number }) | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before it may hold anything, also brackets and spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, command, parentPid: Number(fields[1]), startedAt: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

/** Nothing that tells Node or the app that it runs under a test. */
function readEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !/^(NODE_OPTIONS|NODE_ENV|ELECTRON_|npm_|PW_|PLAYWRIGHT|TEST_)/.test(entry[0]),
    ),
  );
}
