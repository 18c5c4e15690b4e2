/** *Verify*, how the record is protected, and what the last check found: a line that stays. */
import { CircleCheck, CircleHelp, CircleX, Lock, LockOpen, ShieldCheck } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { Tooltip } from '#renderer/components/tooltip.tsx';
import { formatCount, formatTime } from '#renderer/lib/format.ts';
import { cancelAuditCheck, readAuditStatus, startAuditCheck, useAuditCheck } from './audit-check.ts';
import { describeVerification, type VerificationWords } from './describe-verification.ts';

/** What no check can find, said where the check is. */
const limit = 'Who puts back an older copy of the record together with its keys cannot be found out.';

export function AuditTools() {
  const { status, running } = useAuditCheck();
  useEffect(() => void readAuditStatus(), []);
  const protection = status?.protection;
  return (
    <>
      <Button
        size="small"
        icon={<ShieldCheck aria-hidden="true" />}
        hint="Checks every row of the record against its seal."
        offReason={running ? 'A check is running.' : undefined}
        onClick={() => void startAuditCheck()}
      >
        Verify
      </Button>
      {protection && (
        <Tooltip text={`${protection.explanation} ${limit}`}>
          <span
            className={`audit-protection audit-protection-${protection.kind}`}
            tabIndex={0}
            role="note"
            aria-label="Protection of the record"
            aria-description={`${protection.explanation} ${limit}`}
          >
            {protection.kind === 'keystore' ? <Lock aria-hidden="true" /> : <LockOpen aria-hidden="true" />}
            {protection.kind === 'keystore' ? 'Key in the keystore' : 'Weaker: key in a file'}
          </span>
        </Tooltip>
      )}
    </>
  );
}

export function AuditCheckLine() {
  const { status, running, result, error } = useAuditCheck();
  return (
    <>
      {status?.keyProblem && (
        <p className="audit-check audit-check-open" role="note">
          <CircleHelp aria-hidden="true" />
          <span>
            {status.keyProblem.message} {status.keyProblem.cure}
          </span>
        </p>
      )}
      {error && error.code !== 'cancelled' && <ErrorPanel error={error} isCompact />}
      <div role="status" aria-label="Record check">
        {running && (
          <p className="audit-check">
            <ShieldCheck aria-hidden="true" />
            <span>
              Checking… {formatCount(running.checkedRows)} of {formatCount(running.totalRows)} rows
            </span>
            <Button size="small" onClick={cancelAuditCheck}>
              Cancel
            </Button>
          </p>
        )}
        {!running && result && <Verdict words={describeVerification(result)} atMs={result.checkedAtMs} />}
        {!running && !result && error?.code === 'cancelled' && <p className="audit-check">The check was called off.</p>}
      </div>
    </>
  );
}

const icons = {
  good: <CircleCheck aria-hidden="true" />,
  open: <CircleHelp aria-hidden="true" />,
  bad: <CircleX aria-hidden="true" />,
};

function Verdict({ words, atMs }: { words: VerificationWords; atMs: number }) {
  return (
    <div className={`audit-check audit-check-${words.tone}`}>
      {icons[words.tone]}
      <span>
        <strong>{words.verdict}</strong> {words.lines.slice(0, 3).join(' ')}
        {words.lines.length > 3 && (
          <details className="audit-check-more">
            <summary>{formatCount(words.lines.length - 3)} more</summary>
            <ul>
              {words.lines.slice(3).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </details>
        )}
      </span>
      <span className="audit-check-time">{formatTime(atMs)}</span>
    </div>
  );
}
