/** The manager window: the saved servers, or the record of what was done on all of them. */
import { useState } from 'react';
import { AuditView } from '#renderer/features/audit/audit-view.tsx';
import { ServersView } from '#renderer/features/servers/servers-view.tsx';

export function ManagerWindow() {
  const [view, setView] = useState<'servers' | 'audit'>('servers');
  return view === 'audit' ? (
    <AuditView onBack={() => setView('servers')} />
  ) : (
    <ServersView onShowAudit={() => setView('audit')} />
  );
}
