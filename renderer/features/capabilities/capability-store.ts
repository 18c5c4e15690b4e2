/** What this window's server is known to allow, and why a verb is off because of it. Main keeps it and tells changes. */
import { create } from 'zustand';
import { explainVerbOff, type Capabilities } from '#contract/domain/capabilities';
import type { VerbId } from '#contract/domain/verb-id';
import { listen, request } from '#renderer/lib/bridge.ts';

export const useCapabilities = create<{ capabilities: Capabilities }>(() => ({ capabilities: {} }));

/** Reads them and follows their changes; returns the way to stop. Until they are known nothing is off. */
export function connectCapabilities(): () => void {
  let hasNewer = false;
  const stop = listen('servers:capabilities-changed', (capabilities) => {
    hasNewer = true;
    useCapabilities.setState({ capabilities });
  });
  void request('servers:read-capabilities', {}).then((answer) => {
    if (answer.ok && !hasNewer) useCapabilities.setState({ capabilities: answer.value });
  });
  return stop;
}

/** Why the server does not allow a verb, for a control's `offReason`; undefined where it may be tried. */
export function useVerbOff(verb: VerbId): string | undefined {
  return useCapabilities(({ capabilities }) => explainVerbOff(capabilities, verb));
}
