/** The manager window: saved servers to open, edit or delete, and the way to add one. */
import { FileWarning, Lock, LockOpen, Plus, ScrollText, Server, Settings } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ServerList } from '#contract/channels';
import type { GavelError, Result } from '#contract/result';
import { Banner } from '#renderer/components/banner.tsx';
import { Button, IconButton } from '#renderer/components/button.tsx';
import { EmptyState } from '#renderer/components/empty-state.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { CheckDialog } from '#renderer/features/server-check/check-dialog.tsx';
import { settingsCommand } from '#renderer/features/shell/shell-commands.ts';
import { markReady } from '#renderer/lib/app-state.ts';
import { request } from '#renderer/lib/bridge.ts';
import { showKeys } from '#renderer/lib/commands.ts';
import { useServerList } from './server-list.ts';
import { addServerCommand, auditCommand, useServersCommands, type ServerActions } from './server-commands.ts';
import { ServerRows } from './server-rows.tsx';
import './servers.css';

export interface ServersViewProps {
  onShowAudit: () => void;
  onShowSettings: () => void;
}

export function ServersView({ onShowAudit, onShowSettings }: ServersViewProps) {
  const { list, error, retry } = useServerList();
  const [failure, setFailure] = useState<GavelError>();
  const [checkedId, setCheckedId] = useState<string>();
  const checked = list?.servers.find(({ id }) => id === checkedId);
  const isKnown = list !== undefined || error !== undefined;
  useEffect(() => {
    document.title = 'Servers – Gavel';
    if (isKnown) markReady();
  }, [isKnown]);

  async function run(asked: Promise<Result<unknown>>): Promise<void> {
    const answer = await asked;
    setFailure(answer.ok ? undefined : answer.error);
  }
  function addServer(): void {
    void run(request('servers:open-form', {}));
  }
  const actions: ServerActions = {
    open: (serverId) => void run(request('servers:open', { serverId })),
    edit: (serverId) => void run(request('servers:open-form', { serverId })),
    check: setCheckedId,
    remove: (serverId) => void run(request('servers:delete', { serverId })),
  };
  useServersCommands({ servers: list?.servers ?? [], actions, onAdd: addServer, onShowAudit });

  return (
    <div className="servers">
      <header className="servers-head">
        <h1 className="servers-title">Servers</h1>
        <span className="servers-space" />
        <Button
          look="quiet"
          keys={showKeys(auditCommand.keys)}
          icon={<ScrollText aria-hidden="true" />}
          onClick={onShowAudit}
        >
          {auditCommand.label}
        </Button>
        <IconButton
          label={settingsCommand.label}
          keys={showKeys(settingsCommand.keys)}
          icon={<Settings aria-hidden="true" />}
          onClick={onShowSettings}
        />
        {list !== undefined && list.servers.length > 0 && <AddServerButton onAdd={addServer} />}
      </header>
      {list?.damagedFile && <DamagedFile file={list.damagedFile} />}
      <main className="servers-main" aria-label="Servers">
        {failure && <ErrorPanel error={failure} isCompact />}
        {error && !list && (
          <ErrorPanel
            error={error}
            actions={
              <Button look="primary" onClick={retry}>
                Read again
              </Button>
            }
          />
        )}
        {list &&
          (list.servers.length === 0 ? (
            <FirstRun list={list} onAdd={addServer} />
          ) : (
            <ServerRows servers={list.servers} actions={actions} />
          ))}
      </main>
      {list && <SecretProtectionLine list={list} />}
      {checked && <CheckDialog server={checked} serverId={checked.id} onClose={() => setCheckedId(undefined)} />}
    </div>
  );
}

function AddServerButton({ onAdd }: { onAdd: () => void }) {
  return (
    <Button look="primary" keys={showKeys(addServerCommand.keys)} icon={<Plus aria-hidden="true" />} onClick={onAdd}>
      {addServerCommand.label}
    </Button>
  );
}

function FirstRun({ list, onAdd }: { list: ServerList; onAdd: () => void }) {
  return (
    <EmptyState
      icon={<Server />}
      title={list.damagedFile ? 'Add a server again' : 'Add your first server'}
      actions={<AddServerButton onAdd={onAdd} />}
    >
      You need its URL, an API key and its secret, from whoever runs it: they stand in its configuration, or in LiveKit
      Cloud in the project’s settings.{' '}
      {list.protection.isAvailable
        ? 'The secret stays in this computer’s keystore.'
        : 'The secret stays in memory and is asked for again after a restart.'}{' '}
      Then you see its rooms, live, and can join one without being noticed.
    </EmptyState>
  );
}

function DamagedFile({ file }: { file: { path: string; reason: string } }) {
  return (
    <Banner
      tone="bad"
      role="alert"
      icon={<FileWarning aria-hidden="true" />}
      title="The file of saved servers could not be read."
      actions={<Button onClick={() => void request('app:copy-text', { text: file.path })}>Copy path</Button>}
    >
      Reason: {file.reason}. It was set aside unchanged as{' '}
      <span className="base-mono base-selectable">{file.path}</span>. Add the servers again, or mend that file and put
      it back.
    </Banner>
  );
}

function SecretProtectionLine({ list: { protection } }: { list: ServerList }) {
  return (
    <footer className={protection.isAvailable ? 'servers-foot' : 'servers-foot servers-foot-weak'}>
      {protection.isAvailable ? <Lock aria-hidden="true" /> : <LockOpen aria-hidden="true" />}
      <p>{describeProtection(protection)}</p>
    </footer>
  );
}

function describeProtection(protection: ServerList['protection']): string {
  return protection.isAvailable
    ? protection.explanation
    : `Secrets live for this session only. ${protection.explanation}`;
}
