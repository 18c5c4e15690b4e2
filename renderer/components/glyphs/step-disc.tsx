/** The disc of a change: it fills like a clock, and each end has its own shape. */
import type { ActionStep } from '#contract/domain/action';
import './step-disc.css';

export function StepDisc({ step }: { step: ActionStep }) {
  return (
    <svg className={`step-disc step-disc-${step}`} viewBox="0 0 14 14" aria-hidden="true">
      <StepShape step={step} />
    </svg>
  );
}

function StepShape({ step }: { step: ActionStep }) {
  const ring = <circle cx="7" cy="7" r="6" className="step-disc-ring" />;
  switch (step) {
    case 'queued':
      return <circle cx="7" cy="7" r="6" className="step-disc-ring step-disc-dashed" />;
    case 'sent':
      return (
        <>
          {ring}
          <path d="M7 7V1a6 6 0 0 1 6 6Z" className="step-disc-fill" />
        </>
      );
    case 'accepted':
      return (
        <>
          {ring}
          <path d="M7 1a6 6 0 0 1 0 12Z" className="step-disc-fill" />
        </>
      );
    case 'seen':
      return (
        <>
          <circle cx="7" cy="7" r="6.75" className="step-disc-fill" />
          <path d="m4 7.2 2.1 2.1L10 5.2" className="step-disc-tick" />
        </>
      );
    case 'refused':
      return (
        <>
          {ring}
          <path d="m4.8 4.8 4.4 4.4m0-4.4-4.4 4.4" className="step-disc-line" />
        </>
      );
    case 'drifted':
      return (
        <>
          {ring}
          <path d="M4.2 5.8h5.6M4.2 8.2h5.6M8.6 4 5.4 10" className="step-disc-line" />
        </>
      );
    case 'effect_unknown':
      return (
        <>
          <circle cx="7" cy="7" r="6" className="step-disc-ring step-disc-dashed" />
          <path d="M5.4 5.6a1.6 1.6 0 1 1 2.3 1.5c-.5.2-.7.5-.7 1M7 9.9v.1" className="step-disc-line" />
        </>
      );
    case 'skipped':
      return (
        <>
          {ring}
          <path d="M4.4 7h5.2" className="step-disc-line" />
        </>
      );
    default:
      return step satisfies never;
  }
}
