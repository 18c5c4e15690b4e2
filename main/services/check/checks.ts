/**
 * The checks that windows ask for: one at a time for each window, ended with it. Decides which address and secret a check
 * may use, and gives what it learns to the server it was made for.
 */
import type { CapabilityName } from '#contract/domain/capabilities';
import type { RequestRecord } from '#contract/domain/activity';
import type { ServerProfile } from '#contract/domain/server-profile';
import {
  checkLineLabels,
  listCheckLines,
  type CheckExtent,
  type CheckLine,
  type CheckLineId,
  type CheckReport,
} from '#contract/domain/server-check';
import { createRedactor } from '#contract/redaction';
import { fail, succeed, type Result } from '#contract/result';
import type { RequestPayloads } from '#contract/schemas/requests';
import { parseServerAddress } from '#contract/server-address';
import type { CapabilityStore } from '../capabilities/capabilities.ts';
import { createLivekitApi } from '../livekit-api/create-livekit-api.ts';
import type { Clock, EventSink, FindServerAccess, HttpFetch, Redact } from '../ports.ts';
import type { CheckNetwork } from './ports.ts';
import type { Reach } from './reach.ts';
import { runCheck, type CheckSubject, type Findings } from './run-check.ts';

/** Who asks, as main knows it: `serverId` is the window's own, or the one that a form edits. */
export interface CheckingWindow {
  windowId: number;
  serverId?: string | undefined;
}

type CheckDraft = NonNullable<RequestPayloads['servers:run-check']['draft']>;

export interface Checks {
  /** Ends an earlier check of the window; resolves with all lines when it has ended. */
  checkDraft(
    window: CheckingWindow,
    checkId: string,
    draft: CheckDraft,
    extent?: CheckExtent,
  ): Promise<Result<CheckReport>>;
  checkSaved(window: CheckingWindow, checkId: string, serverId: string): Promise<Result<CheckReport>>;
  cancel(windowId: number, checkId: string): void;
  /** The form's draft was saved as this server: what its last check learnt of that draft is true of the server. */
  adopt(windowId: number, serverId: string, saved: { url: string; apiKey: string }): void;
  forgetWindow(windowId: number): void;
}

interface Target {
  subject: CheckSubject;
  /** The saved server that is checked exactly as it is saved. */
  serverId: string | undefined;
}

interface Learnt {
  url: string;
  apiKey: string;
  findings: Findings;
}

export function createChecks(deps: {
  find: (serverId: string) => ServerProfile | undefined;
  findAccess: FindServerAccess;
  network: CheckNetwork;
  fetch: HttpFetch;
  reach: Reach;
  capabilities: CapabilityStore;
  clock: Clock;
  events: EventSink;
  redact: Redact;
  nextSequence: () => number;
  onRequest: (record: RequestRecord) => void;
}): Checks {
  const running = new Map<number, { checkId: string; abort: AbortController }>();
  const lastLearnt = new Map<number, Learnt>();

  async function check(
    { windowId }: CheckingWindow,
    checkId: string,
    extent: CheckExtent,
    makeTarget: () => Promise<Target>,
  ): Promise<Result<CheckReport>> {
    running.get(windowId)?.abort.abort();
    const abort = new AbortController();
    const { signal } = abort;
    const own = { checkId, abort };
    running.set(windowId, own);
    const startedAtMs = deps.clock.now();
    const lines = new Map<CheckLineId, CheckLine>();
    try {
      const target = await makeTarget();
      const { access } = target.subject;
      const redactDraft = createRedactor(() => (access.ok ? [access.value.apiSecret] : []));
      const redact: Redact = (text) => redactDraft(deps.redact(text));
      const findings = await runCheck(
        target.subject,
        extent,
        {
          network: deps.network,
          fetch: deps.fetch,
          clock: deps.clock,
          redact,
          reach: deps.reach,
          openApi: (full) =>
            createLivekitApi({
              access: full,
              fetch: deps.fetch,
              clock: deps.clock,
              redact,
              nextSequence: deps.nextSequence,
              // Calls with what is only typed belong to no server whose window could show them.
              onRequest: (record) => target.serverId !== undefined && deps.onRequest(record),
            }),
          readCapability: (name) => readCapability(target.serverId, name),
        },
        (line) => {
          const told = redactLine(line, redact);
          lines.set(line.id, told);
          deps.events.toWindow(windowId, 'servers:check-line', { checkId, line: told });
        },
        signal,
      );
      learn(windowId, target, extent, findings);
      return succeed(makeReport(extent, lines, startedAtMs, false));
    } catch (failure) {
      if (signal.aborted) return succeed(makeReport(extent, lines, startedAtMs, true));
      throw failure;
    } finally {
      if (running.get(windowId) === own) running.delete(windowId);
    }
  }

  function readCapability(serverId: string | undefined, name: CapabilityName) {
    return serverId === undefined ? undefined : deps.capabilities.read(serverId)[name];
  }

  function learn(windowId: number, { serverId, subject }: Target, extent: CheckExtent, findings: Findings): void {
    if (serverId !== undefined) remember(serverId, findings);
    const address = parseServerAddress(subject.url);
    if (!address.ok || !subject.access.ok) return;
    const learnt = { url: address.value.signalOrigin, apiKey: subject.access.value.apiKey, findings };
    const before = lastLearnt.get(windowId);
    // A quick check leaves what a full one found out before.
    const known = before && extent === 'quick' && isSameAccess(before, learnt) ? before.findings : {};
    lastLearnt.set(windowId, { ...learnt, findings: { ...known, ...findings } });
  }

  function remember(serverId: string, findings: Findings): void {
    // The server may have been deleted meanwhile.
    if (!deps.find(serverId)) return;
    for (const [name, learnt] of Object.entries(findings)) {
      deps.capabilities.remember(serverId, name as CapabilityName, { ...learnt, source: 'check' });
    }
  }

  function makeReport(
    extent: CheckExtent,
    lines: Map<CheckLineId, CheckLine>,
    startedAtMs: number,
    isCancelled: boolean,
  ): CheckReport {
    const told = listCheckLines(extent).map((id): CheckLine => {
      const line = lines.get(id);
      if (line && line.state !== 'running') return line;
      return { id, state: 'skipped', sentence: `${checkLineLabels[id]}: not tested, the check was stopped` };
    });
    return { lines: told, tookMs: Math.max(0, deps.clock.now() - startedAtMs), isCancelled };
  }

  /** SECURITY: a stored secret is used for the address and key that it was entered for, and for no other. */
  async function findDraftAccess(draft: CheckDraft, saved: ServerProfile | undefined): Promise<CheckSubject['access']> {
    const name = saved?.name ?? draft.url.slice(0, 80);
    const common = {
      serverId: saved?.id ?? '',
      serverName: name,
      apiKey: draft.apiKey,
      observerMode: 'strict' as const,
    };
    if (draft.apiSecret !== undefined) return succeed({ ...common, apiSecret: draft.apiSecret });
    if (saved && isSameAccess(draft, saved)) {
      const stored = await deps.findAccess(saved.id);
      return stored.ok ? succeed({ ...common, apiSecret: stored.value.apiSecret }) : stored;
    }
    return fail('secret_missing', 'No API secret is entered', {
      likelyCause: saved
        ? 'The address or the key changed: a stored secret is never sent elsewhere.'
        : 'It is needed to sign what Gavel asks of the server.',
      cure: 'Enter the API secret.',
    });
  }

  return {
    checkDraft(window, checkId, draft, extent = 'full') {
      return check(window, checkId, extent, async () => {
        const saved = window.serverId === undefined ? undefined : deps.find(window.serverId);
        const access = await findDraftAccess(draft, saved);
        const isAsSaved = saved !== undefined && draft.apiSecret === undefined && isSameAccess(draft, saved);
        return {
          subject: { url: draft.url, environment: draft.environment, access },
          serverId: isAsSaved ? saved.id : undefined,
        };
      });
    },
    async checkSaved(window, checkId, serverId) {
      const saved = deps.find(serverId);
      if (!saved) return fail('not_found', 'This server is not saved any more.');
      return check(window, checkId, 'full', async () => ({
        subject: { url: saved.url, environment: saved.environment, access: await deps.findAccess(serverId) },
        serverId,
      }));
    },
    cancel(windowId, checkId) {
      const own = running.get(windowId);
      if (own?.checkId === checkId) own.abort.abort();
    },
    adopt(windowId, serverId, saved) {
      const learnt = lastLearnt.get(windowId);
      if (learnt && isSameAccess(learnt, saved)) remember(serverId, learnt.findings);
    },
    forgetWindow(windowId) {
      running.get(windowId)?.abort.abort();
      lastLearnt.delete(windowId);
    },
  };
}

function isSameAccess(a: { url: string; apiKey: string }, b: { url: string; apiKey: string }): boolean {
  const [first, second] = [parseServerAddress(a.url), parseServerAddress(b.url)];
  return first.ok && second.ok && first.value.signalOrigin === second.value.signalOrigin && a.apiKey === b.apiKey;
}

function redactLine(line: CheckLine, redact: Redact): CheckLine {
  const told: CheckLine = { ...line, sentence: redact(line.sentence) };
  for (const name of ['cause', 'cure', 'serverWords'] as const) {
    const text = told[name];
    if (text !== undefined) told[name] = redact(text);
  }
  return told;
}
