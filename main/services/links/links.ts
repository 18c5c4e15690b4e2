/**
 * Links to rooms: makes them, and asks about each that comes from outside. A link never adds a server, joins a room or acts
 * by itself; it only names what the moderator may then choose to open.
 */
import { formatDeepLink, parseDeepLink, type DeepLink, type LinkTarget } from '#contract/deep-link';
import { fail, type Result } from '#contract/result';
import type { Clock, ConfirmInMain, EventSink, Logger, WindowControl } from '../ports.ts';
import type { ServersService } from '../servers/servers.ts';
import { fingerprintServer } from './server-fingerprint.ts';

export interface Links {
  /** A link to a room of this server; fails with `not_found` or `unsupported`. */
  make(serverId: string, target: LinkTarget): Result<string>;
  /** A text that somebody else handed over as a link. Asks, and opens what was agreed to. */
  receive(text: string): Promise<void>;
  /** What a server's window is to open: told once, and soon or not at all. */
  take(serverId: string): LinkTarget | undefined;
}

/** A window that has not asked by then was closed, or never drawn. */
const keptMs = 60_000;

export function createLinks(deps: {
  servers: Pick<ServersService, 'listNames' | 'find' | 'findAddress'>;
  windows: Pick<WindowControl, 'openManager' | 'openServer'>;
  confirm: ConfirmInMain;
  events: EventSink;
  clock: Clock;
  logger: Logger;
}): Links {
  const { servers } = deps;
  const targets = new Map<string, { target: LinkTarget; agreedAtMs: number }>();
  let isAsking = false;

  function readFingerprint(serverId: string): string | undefined {
    const profile = servers.find(serverId);
    const address = servers.findAddress(serverId);
    return profile && address && fingerprintServer({ signalOrigin: address.signalOrigin, apiKey: profile.apiKey });
  }

  async function explain(title: string, detail: string): Promise<void> {
    const question = { title, detail, confirmLabel: 'Show servers', declineLabel: 'Close' };
    if (await deps.confirm(question)) deps.windows.openManager();
  }

  async function ask({ fingerprint, ...target }: DeepLink): Promise<void> {
    const server = servers.listNames().find(({ id }) => readFingerprint(id) === fingerprint);
    if (!server) {
      return explain(
        'This link is for a server that is not saved here.',
        `Ask whoever sent it for the server’s address, API key and secret, add it with Add server, then open the link again. The link’s mark of the server is ${fingerprint}.`,
      );
    }
    const isAgreed = await deps.confirm({
      title: `Open the room “${target.room}” of ${server.name}?`,
      detail: [
        `A link asks for it. ${server.name} is a ${server.environment} server.`,
        'Gavel joins the room hidden, which is recorded in the audit, and does nothing else.',
        ...(target.identity === undefined ? [] : [`The Inspector will show “${target.identity}”.`]),
      ].join('\n'),
      confirmLabel: 'Open room',
    });
    // It may have been deleted while the question stood.
    if (!isAgreed || !servers.find(server.id)) return;
    targets.set(server.id, { target, agreedAtMs: deps.clock.now() });
    deps.windows.openServer(server.id);
    deps.events.toServer(server.id, 'links:arrived', null);
  }

  return {
    make(serverId, target) {
      const fingerprint = readFingerprint(serverId);
      if (fingerprint === undefined) return fail('not_found', 'This server is not saved any more.');
      return formatDeepLink({ fingerprint, ...target });
    },
    async receive(text) {
      // SECURITY: one question at a time; a page that opens a hundred links must not stack a hundred dialogs.
      if (isAsking) return deps.logger.warn('a link was left out: another is being asked about');
      isAsking = true;
      try {
        const link = parseDeepLink(text);
        if (link.ok) await ask(link.value);
        else {
          // The text itself is neither shown nor logged: nobody knows what is in it.
          deps.logger.warn('a link was refused: it is not of the right form');
          await explain(
            link.error.message,
            'Nothing was opened. Ask for the link again; it may have been cut or changed.',
          );
        }
      } finally {
        isAsking = false;
      }
    },
    take(serverId) {
      const kept = targets.get(serverId);
      targets.delete(serverId);
      return kept && deps.clock.now() - kept.agreedAtMs <= keptMs ? kept.target : undefined;
    },
  };
}
