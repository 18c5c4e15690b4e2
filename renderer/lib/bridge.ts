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

/** Listens to main; returns the way to stop. */
export function listen<Channel extends EventChannel>(
  channel: Channel,
  listener: (payload: EventPayloads[Channel]) => void,
): () => void {
  return findBridge()?.listen(channel, listener) ?? (() => undefined);
}
