/** What every window has around its view: style nonce, tooltips, error boundary, the word about the sandbox. */
import { CSPProvider } from '@base-ui/react/csp-provider';
import { ShieldAlert } from 'lucide-react';
import type { AppInfo } from '#contract/domain/app-info';
import { Banner } from '#renderer/components/banner.tsx';
import { TooltipProvider } from '#renderer/components/tooltip.tsx';
import { ServerForm } from '#renderer/features/server-form/server-form.tsx';
import { readStyleNonce } from '#renderer/lib/style-nonce.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { ManagerWindow } from './manager-window.tsx';
import { ServerWindow } from './server-window.tsx';

export function App({ info }: { info: AppInfo }) {
  return (
    // SECURITY: style elements of the library carry the nonce of this load, so the policy needs no unsafe-inline.
    <CSPProvider nonce={readStyleNonce()}>
      <TooltipProvider delay={400}>
        <div className="app">
          {!info.isSandboxed && (
            <Banner tone="wait" icon={<ShieldAlert aria-hidden="true" />} title="Started without the sandbox.">
              A page that is taken over could reach the whole system. Use it for development only.
            </Banner>
          )}
          <div className="app-view">
            <ErrorBoundary>
              <WindowView info={info} />
            </ErrorBoundary>
          </div>
        </div>
      </TooltipProvider>
    </CSPProvider>
  );
}

function WindowView({ info }: { info: AppInfo }) {
  switch (info.windowKind) {
    case 'manager':
      return <ManagerWindow />;
    case 'form':
      return <ServerForm />;
    case 'server':
      return <ServerWindow />;
    case 'probe':
      return null;
    default:
      return info.windowKind satisfies never;
  }
}
