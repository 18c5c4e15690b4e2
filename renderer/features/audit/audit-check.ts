/** The check of the whole record, one for a window: what runs, and what came of the last one until the next. */
import { useSyncExternalStore } from 'react';
import type { AuditStatus, AuditVerification } from '#contract/domain/audit';
import type { GavelError } from '#contract/result';
import { listen, request } from '#renderer/lib/bridge.ts';

export interface AuditCheck {
  status: AuditStatus | undefined;
  running: { checkedRows: number; totalRows: number } | undefined;
  result: AuditVerification | undefined;
  error: GavelError | undefined;
}

let check: AuditCheck = { status: undefined, running: undefined, result: undefined, error: undefined };
let verifyId: string | undefined;
const listeners = new Set<() => void>();

function set(change: Partial<AuditCheck>): void {
  check = { ...check, ...change };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function useAuditCheck(): AuditCheck {
  return useSyncExternalStore(subscribe, () => check);
}

/** Reads how the record is protected. */
export async function readAuditStatus(): Promise<void> {
  const answer = await request('audit:read-status', {});
  set(answer.ok ? { status: answer.value } : { error: answer.error });
}

/** Checks everything; the result stays until the next check. */
export async function startAuditCheck(): Promise<void> {
  if (check.running) return;
  const own = crypto.randomUUID();
  verifyId = own;
  set({ running: { checkedRows: 0, totalRows: 0 }, error: undefined });
  const stop = listen('audit:verify-progress', ({ verifyId: about, checkedRows, totalRows }) => {
    if (about === own) set({ running: { checkedRows, totalRows } });
  });
  const answer = await request('audit:verify', { verifyId: own });
  stop();
  set(answer.ok ? { running: undefined, result: answer.value } : { running: undefined, error: answer.error });
}

export function cancelAuditCheck(): void {
  if (verifyId !== undefined) void request('audit:cancel-verify', { verifyId });
}
