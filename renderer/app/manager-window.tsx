/** The manager window: the saved servers, or the record of what was done on all of them, with palette, keys and Settings. */
import { useEffect, useState } from 'react';
import { AuditView } from '#renderer/features/audit/audit-view.tsx';
import { ServersView } from '#renderer/features/servers/servers-view.tsx';
import { useAppearanceCommands } from '#renderer/features/shell/appearance-choices.ts';
import { KeysDialog } from '#renderer/features/shell/keys-dialog.tsx';
import { SettingsDialog } from '#renderer/features/shell/settings-dialog.tsx';
import { keysCommand, paletteCommand, settingsCommand } from '#renderer/features/shell/shell-commands.ts';
import { usePalette, VerbPalette } from '#renderer/features/shell/shell-palette.tsx';
import { listen } from '#renderer/lib/bridge.ts';
import { useCommands } from '#renderer/lib/commands.ts';

export function ManagerWindow() {
  const [view, setView] = useState<'servers' | 'audit'>('servers');
  const [dialog, setDialog] = useState<'keys' | 'settings'>();
  const palette = usePalette();
  const appearance = useAppearanceCommands();
  const showSettings = (): void => setDialog('settings');
  const closeDialog = (): void => setDialog(undefined);
  useEffect(() => listen('app:keys-wanted', () => setDialog('keys')), []);
  useCommands([
    { ...paletteCommand, run: palette.toggle },
    { ...keysCommand, run: () => setDialog('keys') },
    { ...settingsCommand, run: showSettings },
    ...appearance,
  ]);
  return (
    <>
      {view === 'audit' ? (
        <AuditView onBack={() => setView('servers')} />
      ) : (
        <ServersView onShowAudit={() => setView('audit')} onShowSettings={showSettings} />
      )}
      {palette.isOpen && <VerbPalette palette={palette} where={view === 'audit' ? 'Audit' : 'Servers'} />}
      {dialog === 'settings' && <SettingsDialog onClose={closeDialog} />}
      {dialog === 'keys' && <KeysDialog onClose={closeDialog} />}
    </>
  );
}
