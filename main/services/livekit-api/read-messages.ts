/** Plain facts of the server SDK's messages about rooms and dispatches. What is secret in them (`turnPassword`) ends here. */
import type { AgentDispatch } from 'livekit-server-sdk';
import type { DispatchRow, JobFacts } from '#contract/domain/dispatch-facts';
import type { PermissionFacts } from '#contract/domain/participant-facts';
import { numberTrackSource } from '#contract/wire';
import type { Redact } from '../ports.ts';

const jobStatuses = ['pending', 'running', 'success', 'failed'] as const;

/** SECURITY: each job embeds its whole room with `turnPassword`; of a job only its state is read. */
export function readDispatch(dispatch: AgentDispatch, redact: Redact): DispatchRow {
  return {
    id: dispatch.id,
    agentName: dispatch.agentName,
    room: dispatch.room,
    metadata: dispatch.metadata,
    deployment: dispatch.deployment,
    ...(Object.keys(dispatch.attributes).length > 0 ? { attributes: { ...dispatch.attributes } } : {}),
    createdAtMs: readNanoseconds(dispatch.state?.createdAt),
    jobs: (dispatch.state?.jobs ?? [])
      .map((job) => readJob(job, redact))
      .toSorted((a, b) => a.startedAtMs - b.startedAtMs || order(a.id, b.id)),
  };
}

/** All rights as the API takes them. Sources go as numbers; which ones the caller means is not judged here. */
export function writePermission(permission: PermissionFacts): Omit<PermissionFacts, 'canPublishSources'> & {
  canPublishSources: number[];
} {
  return { ...permission, canPublishSources: permission.canPublishSources.map(numberTrackSource) };
}

/** Order of names and ids that is the same on every computer. */
export function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Job = NonNullable<AgentDispatch['state']>['jobs'][number];

function readJob(job: Job, redact: Redact): JobFacts {
  return {
    id: job.id,
    status: jobStatuses[job.state?.status ?? 0] ?? 'pending',
    // SECURITY: a worker's exception, not a text of the room: it may hold whatever the worker knew.
    error: redact(job.state?.error ?? ''),
    startedAtMs: readNanoseconds(job.state?.startedAt),
    endedAtMs: readNanoseconds(job.state?.endedAt),
    participantIdentity: job.state?.participantIdentity ?? '',
    workerId: job.state?.workerId ?? '',
  };
}

/** Epoch ms of a server's UnixNano; 0 when unset. */
function readNanoseconds(nanoseconds: bigint | undefined): number {
  return Number((nanoseconds ?? 0n) / 1_000_000n);
}
