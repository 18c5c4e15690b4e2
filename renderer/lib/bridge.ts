/**
 * The one place of the renderer that touches the preload's bridge. Tests put another bridge in its place; features import
 * `request` and `listen` from here and never read `window`.
 */
import type { GavelBridge } from '#contract/bridge';
import type { AnswerOf, EventChannel, EventPayloads, RequestChannel, RequestOf } from '#contract/channels';
import { fail, type Result } from '#contract/result';

declare global {
  interface Window {
    gavel?: GavelBridge;
  }
}

let replacement: GavelBridge | undefined;

/** Puts a bridge in place of the preload's (tests); undefined gives the preload's back. */
export function replaceBridge(bridge: GavelBridge | undefined): void {
  replacement = bridge;
}

function findBridge(): GavelBridge | undefined {
  return replacement ?? (typeof window === 'undefined' ? undefined : window.gavel);
}

/** Asks main. Never rejects: whatever goes wrong comes as a failed Result. */
export async function request<Channel extends RequestChannel>(
  channel: Channel,
  payload: RequestOf<Channel>,
): Promise<Result<AnswerOf<Channel>>> {
  const bridge = findBridge();
  if (!bridge) return fail('internal', 'This page is not connected to Gavel.', missingBridge);
  try {
    return await bridge.request(channel, payload);
  } catch (error) {
    // The bridge promises not to reject; if it does, the moderator still gets an answer.
    return fail('internal', 'Gavel could not answer.', { likelyCause: String(error) });
  }
}

const missingBridge = {
  likelyCause: 'It was opened outside the app, or its preload script did not run.',
  cure: 'Close the window and open it again from Gavel.',
};

type AnyListener = (payload: never) => void;

/** Who listens to what: the bridge is asked once for each channel, however many rooms and views follow it. */
const followed = new WeakMap<GavelBridge, Map<EventChannel, Set<AnyListener>>>();

/** Listens to main; returns the way to stop. */
export function listen<Channel extends EventChannel>(
  channel: Channel,
  listener: (payload: EventPayloads[Channel]) => void,
): () => void {
  const bridge = findBridge();
  if (!bridge) return () => undefined;
  const channels = followed.get(bridge) ?? new Map<EventChannel, Set<AnyListener>>();
  followed.set(bridge, channels);
  const known = channels.get(channel);
  const listeners = known ?? new Set<AnyListener>();
  // A function of its own, so that the same listener may be given twice.
  const own = (payload: EventPayloads[Channel]): void => listener(payload);
  listeners.add(own);
  if (!known) {
    channels.set(channel, listeners);
    bridge.listen(channel, (payload) => {
      for (const follower of listeners) {
        try {
          (follower as typeof own)(payload);
        } catch (error) {
          // One view's failure must not keep the news from the others; it is told as it would be without them.
          reportError(error);
        }
      }
    });
  }
  return () => void listeners.delete(own);
}
