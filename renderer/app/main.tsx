/** Entry of every window: asks main what window this is, then draws it. The hidden page of a check has its own task. */
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './tokens.css';
import './base.css';
import { createRoot } from 'react-dom/client';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { connectSettings, useSettings } from '#renderer/features/shell/settings-store.ts';
import { markReady } from '#renderer/lib/app-state.ts';
import { request } from '#renderer/lib/bridge.ts';
import { rememberStyleNonce } from '#renderer/lib/style-nonce.ts';
import { runProbe } from '#renderer/room/probe.ts';
import { App } from './app.tsx';
import { applyAppearance } from './appearance.ts';

async function start(container: HTMLElement): Promise<void> {
  const root = createRoot(container);
  const [info] = await Promise.all([request('app:read-info', {}), connectSettings()]);
  applyAppearance(useSettings.getState(), document.documentElement);
  useSettings.subscribe((settings) => applyAppearance(settings, document.documentElement));
  if (!info.ok) {
    root.render(<ErrorPanel error={info.error} />);
    markReady();
    return;
  }
  rememberStyleNonce(info.value.styleNonce);
  root.render(<App info={info.value} />);
}

const container = document.getElementById('root');
// The hidden page of a check draws nothing; main named its host.
if (location.host.startsWith('probe-')) void runProbe({ bridge: { request } });
else if (container) void start(container);
