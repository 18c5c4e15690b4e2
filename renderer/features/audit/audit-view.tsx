/** The manager's screen of the record: every privileged action that was made from this computer, on any server. */
import { ArrowLeft, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { Menu } from '#renderer/components/menu.tsx';
import type { GavelError } from '#contract/result';
import { markReady } from '#renderer/lib/app-state.ts';
import { request } from '#renderer/lib/bridge.ts';
import { formatCount } from '#renderer/lib/format.ts';
import { showKeys, useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import { isTyping } from '#renderer/lib/keys.ts';
import { AuditGrid } from './audit-grid.tsx';
import { useAuditRows } from './use-audit-rows.ts';

const backCommand = {
  id: 'servers.show',
  label: 'Servers',
  place: 'Servers',
  keys: 'Escape',
} as const satisfies CommandDefinition;

const purgeDays = [30, 90, 180, 365] as const;

export function AuditView({ onBack }: { onBack: () => void }) {
  const rows = useAuditRows({ isWhole: true });
  const [note, setNote] = useState('');
  const [error, setError] = useState<GavelError>();
  useEffect(() => {
    document.title = 'Audit – Gavel';
    markReady();
  }, []);
  // In the filter Escape takes the filter away, not the view.
  useCommands([{ ...backCommand, run: () => !isTyping(document.activeElement) && onBack() }]);

  /** Main asks in a dialog of its own. */
  async function purge(olderThanDays: number): Promise<void> {
    const answer = await request('audit:purge', { olderThanDays });
    setError(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    const { isPurged, purgedRows } = answer.value;
    setNote(isPurged ? `${formatCount(purgedRows)} rows were removed.` : `No row was removed.`);
    if (isPurged) rows.readAgain();
  }

  return (
    <div className="audit-view">
      <header className="audit-head">
        <Button look="quiet" icon={<ArrowLeft aria-hidden="true" />} keys={showKeys(backCommand.keys)} onClick={onBack}>
          {backCommand.label}
        </Button>
        <h1 className="audit-title">Audit</h1>
        <span className="audit-quiet">what was done from this computer, on every server</span>
        <span className="audit-note" role="status">
          {note}
        </span>
        <Menu
          align="end"
          trigger={
            <Button look="quiet" icon={<Trash2 aria-hidden="true" />}>
              Remove old rows
            </Button>
          }
          items={purgeDays.map((days) => ({ label: `Older than ${days} days…`, onSelect: () => void purge(days) }))}
        />
      </header>
      {error && <ErrorPanel error={error} isCompact />}
      <main className="audit-main" aria-label="Audit">
        <AuditGrid rows={rows} isWhole />
      </main>
    </div>
  );
}
