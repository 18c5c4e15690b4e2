/** How the last save of a field stands: the four steps in words, or why it was refused. Success is said at seen only. */
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { StepDisc } from '#renderer/components/glyphs/step-disc.tsx';
import { formatTook } from '#renderer/lib/format.ts';
import type { ActionProgress } from '#contract/domain/action';
import type { FieldSaver } from './use-field-saver.ts';

export function SaveNote({ saver }: { saver: FieldSaver }) {
  if (saver.error) return <ErrorPanel isCompact error={saver.error} />;
  const { progress } = saver;
  if (!progress) return saver.note === undefined ? null : <p className="inspector-save-note">{saver.note}</p>;
  return (
    <p className="inspector-save-note" data-step={progress.step}>
      <StepDisc step={progress.step} /> {describeStep(progress)}
    </p>
  );
}

function describeStep({ step, tookMs, error, current }: ActionProgress): string {
  switch (step) {
    case 'queued':
      return 'queued';
    case 'sent':
      return 'sent';
    case 'accepted':
      return 'accepted, not seen yet';
    case 'seen':
      return `seen ${formatTook(tookMs)} after you asked`;
    case 'refused':
      return `refused: ${error?.message ?? 'no reason given'}`;
    case 'drifted':
      return current === undefined ? 'drifted: something else is there now' : `drifted: now ${current.slice(0, 80)}`;
    case 'effect_unknown':
      return error ? `effect unknown: ${error.message}` : 'accepted, effect unknown';
    case 'skipped':
      return 'skipped: it is so already';
    default:
      return step satisfies never;
  }
}
