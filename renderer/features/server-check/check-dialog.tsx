/** The check of a saved server: begins when it opens, is called off when it closes, and can be copied and made again. */
import { Copy } from 'lucide-react';
import { useEffect } from 'react';
import { describeCheckReport } from '#contract/domain/server-check';
import type { ServerProfile } from '#contract/domain/server-profile';
import { Button } from '#renderer/components/button.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { EnvironmentBadge } from '#renderer/components/environment-badge.tsx';
import { copyText } from '#renderer/lib/copy-text.ts';
import { readHost } from '#renderer/lib/format.ts';
import { CheckLines } from './check-lines.tsx';
import { useCheck } from './use-check.ts';

export interface CheckDialogProps {
  server: Pick<ServerProfile, 'name' | 'environment' | 'url'>;
  /** In the manager; a server's window checks its own. */
  serverId?: string;
  onClose: () => void;
}

export function CheckDialog({ server, serverId, onClose }: CheckDialogProps) {
  const { state, start, stop } = useCheck();
  useEffect(() => void start(serverId === undefined ? {} : { serverId }), [start, serverId]);
  const report = state?.report;
  return (
    <Dialog
      title={`Check ${server.name}`}
      isOpen
      onClose={onClose}
      quietActions={
        <>
          <Button
            look="quiet"
            size="large"
            icon={<Copy aria-hidden="true" />}
            offReason={report ? undefined : 'The check has not ended yet.'}
            onClick={() => report && void copyText(describeCheckReport(`Check of ${server.name}`, report))}
          >
            Copy report
          </Button>
          {state?.isRunning ? (
            <Button look="quiet" size="large" onClick={stop}>
              Stop check
            </Button>
          ) : (
            <Button look="quiet" size="large" onClick={() => void start(serverId === undefined ? {} : { serverId })}>
              Check again
            </Button>
          )}
        </>
      }
      actions={
        <Button size="large" keys="Esc" onClick={onClose}>
          Close
        </Button>
      }
    >
      {state && (
        <CheckLines
          state={state}
          subject={
            <>
              <EnvironmentBadge environment={server.environment} />
              <span className="base-selectable">{readHost(server.url)}</span>
            </>
          }
        />
      )}
    </Dialog>
  );
}
