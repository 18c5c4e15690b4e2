/** A failure for people: what happened, the server's own words, the likely reason, the cure. */
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { GavelError } from '#contract/result';
import { copyText } from '#renderer/lib/copy-text.ts';
import { Button } from './button.tsx';
import './error-panel.css';

export interface ErrorPanelProps {
  error: GavelError;
  /** Cures as buttons, the safest first. */
  actions?: ReactNode;
  /** Leaves the large title out where the place already says what failed. */
  isCompact?: boolean;
}

export function ErrorPanel({ error, actions, isCompact = false }: ErrorPanelProps) {
  const detail = error.detail ?? {};
  const serverSays = describeServerAnswer(error);
  return (
    <section className={isCompact ? 'error-panel error-panel-compact' : 'error-panel'} role="alert">
      <TriangleAlert className="error-panel-icon" aria-hidden="true" />
      <div className="error-panel-body">
        <h2 className="error-panel-title">{error.message}</h2>
        <dl className="error-panel-lines base-selectable">
          {serverSays !== '' && (
            <ErrorLine
              label={hasAnswered(error) ? 'Server says' : 'Reported'}
              value={<span className="base-mono">{serverSays}</span>}
            />
          )}
          {detail.likelyCause !== undefined && <ErrorLine label="Likely why" value={detail.likelyCause} />}
          {detail.cure !== undefined && <ErrorLine label="Cure" value={detail.cure} />}
        </dl>
        <div className="error-panel-actions">
          {actions}
          <Button look="quiet" onClick={() => copyText(describeError(error))}>
            Copy details
          </Button>
        </div>
      </div>
    </section>
  );
}

function ErrorLine({ label, value }: { label: string; value: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** Where no server answered, the words are this computer's own. */
function hasAnswered({ detail }: GavelError): boolean {
  return detail?.serverStatus !== undefined || detail?.serverCode !== undefined;
}

/** Status, code and words of the server's answer in one line; empty when the server did not answer. */
export function describeServerAnswer({ detail }: GavelError): string {
  if (!detail) return '';
  const head = [detail.serverStatus, detail.serverCode].filter((part) => part !== undefined && part !== '').join(' ');
  return [head, detail.serverMessage].filter((part) => part !== undefined && part !== '').join(': ');
}

/** Everything known of a failure as text for a bug report. Main has redacted it already. */
export function describeError(error: GavelError): string {
  const serverSays = describeServerAnswer(error);
  return [
    error.message,
    `Code: ${error.code}`,
    serverSays && `${hasAnswered(error) ? 'Server says' : 'Reported'}: ${serverSays}`,
    error.detail?.likelyCause && `Likely why: ${error.detail.likelyCause}`,
    error.detail?.cure && `Cure: ${error.detail.cure}`,
  ]
    .filter(Boolean)
    .join('\n');
}
