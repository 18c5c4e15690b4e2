/** Checks as main makes them, against real servers: Node's fetch and WebSocket stand for the browser's. */
import path from 'node:path';
import type { CheckExtent, CheckLine, CheckLineId, CheckReport, ProbeReport } from '#contract/domain/server-check';
import type { ServerProfile } from '#contract/domain/server-profile';
import { createRedactor } from '#contract/redaction';
import { fail } from '#contract/result';
import type { Audit } from '#main/services/audit/audit';
import { createCapabilityStore, type CapabilityStore } from '#main/services/capabilities/capabilities';
import { createChecks, type Checks } from '#main/services/check/checks';
import { inspectTls, lookUpName } from '#main/platform/node-network';
import { createReach, type Reach } from '#main/services/check/reach';
import type { Clock } from '#main/services/ports';
import { createOwnIdentities } from '#main/services/rooms/own-identities';
import { runProbe } from '#renderer/room/probe.ts';
import type { ConnectRoom } from '#renderer/room/connection.ts';
import { createRealClock, createRecordingEvents, createRecordingLogger } from '#test/support/ports';
import { openAudit } from '#test/support/open-audit';
import { makeTemporaryFolder } from '#test/support/temporary-folder';
import { nodeFetch } from '../livekit-api/open-api.ts';

export interface Draft {
  url: string;
  apiKey: string;
  apiSecret?: string;
  environment?: 'development' | 'staging' | 'production';
}

/** The one that what is typed may become. */
export const savedServer: ServerProfile = {
  id: 'savedsavedsavedsaved',
  name: 'Saved',
  url: 'ws://127.0.0.1:9',
  apiKey: 'APIsaved',
  colour: 'teal',
  environment: 'development',
  observerMode: 'levels',
  secretState: 'stored',
  isTemporary: false,
};

export interface OpenChecks {
  checks: Checks;
  /** Checks a draft and answers with all its lines. */
  check(draft: Draft, extent?: CheckExtent): Promise<CheckReport>;
  /** Lines as they were told, begun and known. */
  told(): CheckLine[];
  audit: Audit;
  capabilities: CapabilityStore;
  /** How many hidden pages were opened, and how many of them are still open. */
  pages: { opened: number; open: number };
}

/** `connect` stands for livekit-client in the hidden page, which needs a browser. */
export async function openChecks(options: { clock?: Clock; connect?: ConnectRoom } = {}): Promise<OpenChecks> {
  const clock = options.clock ?? createRealClock();
  const folder = await makeTemporaryFolder();
  const { audit } = await openAudit(folder, { clock });
  const events = createRecordingEvents();
  const redact = createRedactor(() => []);
  const store = { load: async () => [], save: async () => undefined };
  const pages = { opened: 0, open: 0 };
  const reach: Reach = createReach({
    audit,
    clock,
    ownIdentities: await createOwnIdentities({ store, clock }),
    probes: {
      openProbe() {
        const windowId = 100 + ++pages.opened;
        pages.open += 1;
        setImmediate(() => {
          const request = (async (channel: string, payload: unknown) =>
            channel === 'probe:read-task'
              ? reach.readTask(windowId)
              : reach.reportStage(windowId, payload as ProbeReport)) as never;
          void runProbe({
            bridge: { request },
            isLocalNetworkRefused: async () => false,
            ...(options.connect ? { connect: options.connect } : {}),
          });
        });
        let isOpen = true;
        return {
          windowId,
          close() {
            if (isOpen) pages.open -= 1;
            isOpen = false;
          },
        };
      },
    },
  });
  const capabilities = await createCapabilityStore({
    filePath: path.join(folder, 'capabilities.json'),
    clock,
    events,
    logger: createRecordingLogger(),
    isSaved: () => true,
  });
  const checks = createChecks({
    find: (serverId) => (serverId === savedServer.id ? savedServer : undefined),
    findAccess: async () => fail('not_found', 'nothing is saved here'),
    network: { findProxy: async () => undefined, lookUpName, inspectTls },
    fetch: nodeFetch,
    reach,
    capabilities,
    clock,
    events,
    redact,
    nextSequence: () => 1,
    onRequest: () => undefined,
  });
  let count = 0;
  return {
    checks,
    audit,
    capabilities,
    pages,
    async check({ environment = 'development', ...draft }, extent) {
      const report = await checks.checkDraft({ windowId: 1 }, `check-${++count}`, { ...draft, environment }, extent);
      if (!report.ok) throw new Error(report.error.message);
      return report.value;
    },
    told: () =>
      events.sent
        .filter(({ channel }) => channel === 'servers:check-line')
        .map(({ payload }) => (payload as { line: CheckLine }).line),
  };
}

/** A line of a report by its id. */
export function lineOf(report: CheckReport, id: CheckLineId): CheckLine {
  const line = report.lines.find((candidate) => candidate.id === id);
  if (!line) throw new Error(`no line ${id}`);
  return line;
}

/** States by id, for comparison at a glance. */
export function statesOf(report: CheckReport): Record<string, string> {
  return Object.fromEntries(report.lines.map(({ id, state }) => [id, state]));
}
