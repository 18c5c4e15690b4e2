/** The check of a saved server: begins when it opens, is called off when it closes, and can be copied and made again. */
import { Copy } from 'lucide-react';
import { useEffect } from 'react';
import { describeCheckReport } from '#contract/domain/server-check';
import { Button } from '#renderer/components/button.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { copyText } from '#renderer/lib/copy-text.ts';
import { CheckLines } from './check-lines.tsx';
import { useCheck } from './use-check.ts';

export interface CheckDialogProps {
  serverName: string;
  /** In the manager; a server's window checks its own. */
  serverId?: string;
  onClose: () => void;
}

export function CheckDialog({ serverName, serverId, onClose }: CheckDialogProps) {
  const { state, start, stop } = useCheck();
  useEffect(() => start(serverId === undefined ? {} : { serverId }), [start, serverId]);
  const report = state?.report;
  return (
    <Dialog
      title={`Check ${serverName}`}
      isOpen
      onClose={onClose}
      quietActions={
        <>
          <Button
            look="quiet"
            size="large"
            icon={<Copy aria-hidden="true" />}
            offReason={report ? undefined : 'The check has not ended yet.'}
            onClick={() => report && void copyText(describeCheckReport(`Check of ${serverName}`, report))}
          >
            Copy report
          </Button>
          {state?.isRunning ? (
            <Button look="quiet" size="large" onClick={stop}>
              Stop check
            </Button>
          ) : (
            <Button look="quiet" size="large" onClick={() => start(serverId === undefined ? {} : { serverId })}>
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
      {state && <CheckLines state={state} isTitled />}
    </Dialog>
  );
}
