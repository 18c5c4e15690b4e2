/** What the answer to a write says of a server's abilities. Pure. */
import { listNeeds, type Capability, type CapabilityName } from '#contract/domain/capabilities';
import type { VerbId } from '#contract/domain/verb-id';
import type { GavelError } from '#contract/result';
import { isUnknownCall } from '../livekit-api/read-failure.ts';

export interface Lesson {
  name: CapabilityName;
  learnt: Omit<Capability, 'atMs'>;
}

/** `error` is undefined where the server took the write. Most failures say nothing of what the server can do. */
export function learnFromAnswer(verb: VerbId, error: GavelError | undefined): Lesson[] {
  const can = readAnswer(error);
  if (can === undefined) return [];
  return listNeeds(verb).map((name) => ({
    name,
    learnt: { state: can, reason: error && can === 'no' ? sayWhy(error) : '', source: 'call' },
  }));
}

function readAnswer(error: GavelError | undefined): 'yes' | 'no' | undefined {
  if (!error) return 'yes';
  // A proxy in between refuses single requests for reasons of its own; only LiveKit's answers carry a code of Twirp.
  if (error.detail?.serverCode === undefined) return undefined;
  if (error.code === 'forbidden_by_server' || isUnknownCall(error)) return 'no';
  return isNotImplemented(error) ? 'no' : undefined;
}

function isNotImplemented({ detail }: GavelError): boolean {
  return detail?.serverCode === 'unimplemented' || /not implemented/i.test(detail?.serverMessage ?? '');
}

function sayWhy(error: GavelError): string {
  if (error.code === 'forbidden_by_server') return 'The server refused it: the API key lacks the right.';
  return 'The server said that it has no such call.';
}
