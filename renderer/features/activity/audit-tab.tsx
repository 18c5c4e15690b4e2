/** The record of privileged actions on this server, as the dock shows it. */
import { AuditGrid } from '#renderer/features/audit/audit-grid.tsx';
import type { AuditRows } from '#renderer/features/audit/use-audit-rows.ts';

export function AuditTab({ rows, keeper }: { rows: AuditRows; keeper: object }) {
  return <AuditGrid rows={rows} isWhole={false} keeper={keeper} />;
}
