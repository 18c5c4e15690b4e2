/** A server's window: finds out whose it is, then fills the shell's places with the features. */
import { useEffect, useState } from 'react';
import type { ServerProfile } from '#contract/domain/server-profile';
import type { GavelError } from '#contract/result';
import { Button } from '#renderer/components/button.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { connectCapabilities } from '#renderer/features/capabilities/capability-store.ts';
import { guardWindow } from '#renderer/features/roster/export/hide-values.ts';
import { readPreferences } from '#renderer/features/roster/preferences-store.ts';
import { ServerShell } from '#renderer/features/shell/server-shell.tsx';
import { markReady } from '#renderer/lib/app-state.ts';
import { listen, request } from '#renderer/lib/bridge.ts';
import { serverSlots } from './server-slots.tsx';

export function ServerWindow() {
  const [server, setServer] = useState<ServerProfile>();
  const [error, setError] = useState<GavelError>();
  useEffect(() => {
    let isCurrent = true;
    let latest = 0;
    async function read(): Promise<void> {
      const current = ++latest;
      const answer = await request('servers:read-current', {});
      if (!isCurrent || current !== latest) return;
      if (answer.ok) setServer(answer.value);
      else setError((known) => known ?? answer.error);
    }
    void read();
    // Name, colour or environment may be edited while the window is open.
    const stop = listen('servers:names-changed', () => void read());
    return () => {
      isCurrent = false;
      stop();
    };
  }, []);
  useEffect(() => connectCapabilities(), []);
  useEffect(() => void readPreferences(), []);
  useEffect(() => guardWindow(), []);
  useEffect(() => {
    if (!server && !error) return;
    if (server) document.title = `${server.name} – Gavel`;
    markReady();
  }, [server, error]);
  if (error) {
    return (
      <ErrorPanel
        error={error}
        actions={
          <Button look="primary" onClick={() => void request('servers:open-manager', {})}>
            All servers
          </Button>
        }
      />
    );
  }
  return server ? <ServerShell server={server} slots={serverSlots} /> : null;
}
