/** The lines of a check in their order, each with its disc, sentence and time; what warns or fails stands open with cause and cure. */
import { ChevronDown, ChevronRight, TriangleAlert, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import {
  checkLineLabels,
  listCheckLines,
  nameSpeaker,
  type CheckLine,
  type CheckLineId,
  type CheckLineState,
} from '#contract/domain/server-check';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { StepDisc } from '#renderer/components/glyphs/step-disc.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { formatTook } from '#renderer/lib/format.ts';
import { foldSkipped } from './fold-skipped.ts';
import type { CheckState } from './use-check.ts';
import './check-lines.css';

export interface CheckLinesProps {
  state: CheckState;
  /** Said beside the heading, for example that the fields have changed since. */
  note?: string | undefined;
  /** What is checked, in place of the heading where that is said already. */
  subject?: ReactNode;
}

export function CheckLines({ state, note, subject }: CheckLinesProps) {
  return (
    <section className="check" aria-label="Check">
      <header className="check-head">
        <h2 className={subject === undefined ? 'check-title' : 'base-hidden'}>Check</h2>
        {subject !== undefined && <p className="check-subject">{subject}</p>}
        <span className="check-count">{note ?? describeProgress(state)}</span>
      </header>
      {state.error && <ErrorPanel error={state.error} isCompact />}
      <ol className="check-lines">
        {listGroups(state).map((ids) => (
          <Lines key={ids[0]} ids={ids} lines={state.lines} />
        ))}
      </ol>
      {/* Said one by one as they become known; the list itself would be read anew with every change. */}
      <div className="base-hidden" role="log" aria-label="Check, as it goes">
        {state.settled.map((line, index) => (
          <p key={`${line.id} ${index}`}>
            {stateWords[line.state]}: {line.sentence}. {line.cause} {line.cure}
          </p>
        ))}
      </div>
      <p className="base-hidden" role="status">
        {state.isRunning ? '' : describeProgress(state)}
      </p>
    </section>
  );
}

/** While it runs every line stands for itself, so that none moves before it is known. */
function listGroups({ extent, lines, isRunning }: CheckState): CheckLineId[][] {
  const ids = listCheckLines(extent);
  return isRunning ? ids.map((id) => [id]) : foldSkipped(ids, lines);
}

function Lines({ ids, lines }: { ids: readonly CheckLineId[]; lines: CheckState['lines'] }) {
  const [isOpen, setOpen] = useState(false);
  const isFolded = ids.length > 1 && !isOpen;
  return (
    <>
      {ids.length > 1 && (
        <li className="check-line check-line-skipped">
          <span className="check-glyph" aria-hidden="true">
            <LineGlyph state="skipped" />
          </span>
          <button type="button" className="check-fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <span>{ids.length} lines were not tested</span>
            {isOpen ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
          </button>
        </li>
      )}
      {ids.map((id) => (
        <Line key={id} id={id} line={lines.get(id)} isHidden={isFolded} />
      ))}
    </>
  );
}

function Line({ id, line, isHidden }: { id: CheckLineId; line: CheckLine | undefined; isHidden: boolean }) {
  const isOpen = line?.state === 'warning' || line?.state === 'failed';
  return (
    <li
      className={`check-line check-line-${line?.state ?? 'waiting'}`}
      data-check={id}
      data-state={line?.state ?? 'waiting'}
      hidden={isHidden}
      // Where a check keeps something from being saved, the focus goes to what failed.
      tabIndex={line?.state === 'failed' ? -1 : undefined}
    >
      <span className="check-glyph" aria-hidden="true">
        <LineGlyph state={line?.state} />
      </span>
      <div className="check-text">
        <p className="check-sentence">
          <span className="base-hidden">{line ? stateWords[line.state] : 'waiting'}: </span>
          <HostileText text={line?.sentence ?? checkLineLabels[id]} maxCharacters={400} />
        </p>
        {isOpen && <Explanation line={line} />}
      </div>
      <span className="check-time">{describeTime(line)}</span>
    </li>
  );
}

function Explanation({ line: { id, cause, cure, serverWords } }: { line: CheckLine }) {
  return (
    <div className="check-why base-selectable">
      {cause !== undefined && (
        <p>
          <HostileText text={cause} maxCharacters={600} />
        </p>
      )}
      {cure !== undefined && (
        <p className="check-cure">
          <HostileText text={cure} maxCharacters={600} />
        </p>
      )}
      {serverWords !== undefined && (
        <p className="check-words">
          {nameSpeaker(id)}{' '}
          <span className="base-mono">
            <HostileText text={serverWords} maxCharacters={600} />
          </span>
        </p>
      )}
    </div>
  );
}

const stateWords: Record<CheckLineState, string> = {
  running: 'asking',
  ok: 'good',
  warning: 'warning',
  failed: 'failed',
  absent: 'not there',
  skipped: 'not tested',
  unknown: 'unknown',
};

function LineGlyph({ state }: { state: CheckLineState | undefined }) {
  switch (state) {
    case undefined:
      return <StepDisc step="queued" />;
    case 'running':
      return <StepDisc step="sent" />;
    case 'ok':
      return <StepDisc step="seen" />;
    case 'warning':
      return <TriangleAlert className="check-warning" />;
    case 'failed':
      return <StepDisc step="refused" />;
    case 'absent':
      return <X className="check-absent" />;
    case 'skipped':
      return <StepDisc step="skipped" />;
    case 'unknown':
      return <StepDisc step="effect_unknown" />;
    default:
      return state satisfies never;
  }
}

function describeTime(line: CheckLine | undefined): string {
  if (line?.state === 'running') return 'asking';
  return line?.tookMs === undefined ? '' : formatTook(line.tookMs);
}

/** How far it is, or how it ended. */
export function describeProgress({ extent, isRunning, lines, report }: CheckState): string {
  const known = [...lines.values()].filter((line) => line.state !== 'running');
  if (isRunning) return `${known.length} of ${listCheckLines(extent).length}`;
  if (!report) return '';
  const failures = known.filter((line) => line.state === 'failed').length;
  const warnings = known.filter((line) => line.state === 'warning').length;
  const took = formatTook(report.tookMs);
  if (report.isCancelled) return `stopped after ${took}`;
  const words = [
    failures > 0 ? `${failures} failed` : '',
    warnings > 0 ? `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}` : '',
  ].filter((word) => word !== '');
  return [words.length === 0 ? 'nothing failed' : words.join(', '), took].join(' · ');
}
