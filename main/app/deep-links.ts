/** How links reach the app: by its own start, by a second start that hands its link over, or from macOS. Decides nothing. */
import type { App } from 'electron';

/** What a start hands to the one that runs already. */
export interface HandedOver {
  link?: string;
}

/**
 * The link among a start's arguments: what stands alone after `--`. Anything else there, or a link before it, is no link.
 * The text is not checked here.
 */
export function readLinkArgument(args: readonly string[]): string | undefined {
  const end = args.indexOf('--');
  // SECURITY: a link is put on the command line by the system; only behind `--` can it not pass for an option.
  if (end === -1 || args.length !== end + 2) return undefined;
  const argument = args[end + 1];
  return argument?.startsWith('gavel:') ? argument : undefined;
}

export interface LinkReceiver {
  onSecondStart: () => void;
  onLink: (link: string) => void;
}

export interface LinkListener {
  /** From now on links go to the receiver; one that came before does so at once. */
  deliver(receiver: LinkReceiver): void;
}

/** Listens from the first moment, because macOS tells a link before the app is ready. */
export function listenForLinks(app: Pick<App, 'on'>, ownLink: string | undefined): LinkListener {
  let waiting = ownLink === undefined ? [] : [ownLink];
  let receiver: LinkReceiver | undefined;

  function take(link: string): void {
    if (receiver) receiver.onLink(link);
    // Of several only one could be asked about.
    else waiting = [link];
  }
  app.on('open-url', (event, link) => {
    event.preventDefault();
    take(link);
  });
  app.on('second-instance', (_event, _args, _folder, handedOver) => {
    receiver?.onSecondStart();
    const link = readHandedOver(handedOver);
    if (link !== undefined) take(link);
  });
  return {
    deliver(next) {
      receiver = next;
      for (const link of waiting.splice(0)) next.onLink(link);
    },
  };
}

/** Chromium may add to and sort a second start's arguments, so that start reads its own and hands over the link alone. */
function readHandedOver(handedOver: unknown): string | undefined {
  if (typeof handedOver !== 'object' || handedOver === null || !('link' in handedOver)) return undefined;
  return typeof handedOver.link === 'string' ? handedOver.link : undefined;
}

/** Asks the system to open links with this app. On Linux the package's desktop entry says so, and not the app itself. */
export function claimLinks(app: App): void {
  // Only the packaged app: a development build must not take the links from the installed one.
  if (!app.isPackaged || process.platform === 'linux') return;
  app.setAsDefaultProtocolClient('gavel', process.execPath, ['--']);
}
