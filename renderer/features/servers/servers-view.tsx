/** The manager window: saved servers to open, edit or delete, and the way to add one. */
import { FileWarning, Lock, LockOpen, Plus, ScrollText, Server, SunMoon } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ServerList } from '#contract/channels';
import type { GavelError, Result } from '#contract/result';
import { Banner } from '#renderer/components/banner.tsx';
import { Button, IconButton } from '#renderer/components/button.tsx';
import { EmptyState } from '#renderer/components/empty-state.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { Menu } from '#renderer/components/menu.tsx';
import { CheckDialog } from '#renderer/features/server-check/check-dialog.tsx';
import { useAppearanceChoices } from '#renderer/features/shell/appearance-choices.ts';
import { markReady } from '#renderer/lib/app-state.ts';
import { request } from '#renderer/lib/bridge.ts';
import { bindKeys } from '#renderer/lib/keys.ts';
import { useServerList } from './server-list.ts';
import { ServerRows, type ServerActions } from './server-rows.tsx';
import './servers.css';

export function ServersView({ onShowAudit }: { onShowAudit: () => void }) {
  const { list, error, retry } = useServerList();
  const appearance = useAppearanceChoices();
  const [failure, setFailure] = useState<GavelError>();
  const [checkedId, setCheckedId] = useState<string>();
  const checked = list?.servers.find(({ id }) => id === checkedId);
  const isKnown = list !== undefined || error !== undefined;
  useEffect(() => {
    document.title = 'Servers – Gavel';
    if (isKnown) markReady();
  }, [isKnown]);
  useEffect(() => bindKeys({ n: () => addServer(), a: onShowAudit }), [onShowAudit]);

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

  return (
    <div className="servers">
      <header className="servers-head">
        <h1 className="servers-title">Servers</h1>
        <span className="servers-space" />
        <Button look="quiet" keys="a" icon={<ScrollText aria-hidden="true" />} onClick={onShowAudit}>
          Audit
        </Button>
        <Menu
          align="end"
          trigger={<IconButton label="Appearance" icon={<SunMoon aria-hidden="true" />} />}
          items={appearance}
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
      {checked && (
        <CheckDialog serverName={checked.name} serverId={checked.id} onClose={() => setCheckedId(undefined)} />
      )}
    </div>
  );
}

function AddServerButton({ onAdd }: { onAdd: () => void }) {
  return (
    <Button look="primary" keys="n" icon={<Plus aria-hidden="true" />} onClick={onAdd}>
      Add server
    </Button>
  );
}

function FirstRun({ list, onAdd }: { list: ServerList; onAdd: () => void }) {
  return (
    <EmptyState
      icon={<Server />}
      title="Add your first server"
      actions={
        <Button look="primary" keys="n" onClick={onAdd}>
          Add server
        </Button>
      }
    >
      You need its URL, an API key and its secret.{' '}
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
