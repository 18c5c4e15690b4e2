/** Decides which window a message comes from, by what Chromium knows of the frame and never by what the message says. Pure. */

/** What is read of Electron's event. */
export interface MessageOrigin {
  contentsId: number;
  /** Null once the frame has navigated away or is gone. */
  frame: { origin: string; isMainFrame: boolean } | null;
}

/** A window as it was registered when main made it. */
export interface RegisteredOrigin {
  /** Host of its origin. */
  host: string;
}

/** The window that may speak, or undefined for everything else. */
export function findTrustedSender<Window extends RegisteredOrigin>(
  message: MessageOrigin,
  findWindow: (contentsId: number) => Window | undefined,
): Window | undefined {
  // SECURITY: recommendation 17, validate the sender of every message.
  if (message.frame === null || !message.frame.isMainFrame) return undefined;
  const window = findWindow(message.contentsId);
  return window && message.frame.origin === `app://${window.host}` ? window : undefined;
}
