/** Requests of the hidden page of a check. It is known by its window, and has a task only while its check runs. */
import type { Reach } from '#main/services/check/reach';
import type { DomainHandlers } from './handler.ts';

export function createProbeHandlers({ reach }: { reach: Reach }): DomainHandlers<'probe'> {
  return {
    'probe:read-task': async (_request, { windowId }) => reach.readTask(windowId),
    'probe:report-stage': async (report, { windowId }) => reach.reportStage(windowId, report),
  };
}
