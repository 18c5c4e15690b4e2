/** One right as a switch: what is so, what is asked for, and how that ended. Keeps nothing and changes nothing itself. */
import type { ActionStep } from '#contract/domain/action';
import { chooseSwitchShape, nameSwitch, type SwitchShape, type SwitchState } from './describe-switch.ts';
import './glyphs.css';

export interface PermissionSwitchProps {
  /** The right as the registry of fields calls it: `microphone`, `subscribe`. */
  label: string;
  state: SwitchState;
  /** How far a change of this right has come. */
  step?: ActionStep | undefined;
  /** What the change asks for; the other of `state` when not given. */
  pendingValue?: boolean | undefined;
  /** Read-only without it. */
  onToggle?: (() => void) | undefined;
  /** Why it cannot be changed just now; it stays a switch, says why, and does nothing. */
  offReason?: string | undefined;
  /** -1 where the cell around it takes the focus. */
  tabIndex?: number | undefined;
}

/** Shapes that the style sheet draws on the element itself: a grid shows hundreds of them, and each saves a drawing. */
const plainShapes: ReadonlySet<SwitchShape> = new Set(['can', 'cannot', 'all', 'none']);

export function PermissionSwitch(props: PermissionSwitchProps) {
  const { label, state, step, pendingValue = state === 'cannot', onToggle, offReason, tabIndex } = props;
  const shape = chooseSwitchShape(state, step);
  const name = nameSwitch(label, state, step, pendingValue);
  const glyph = plainShapes.has(shape) ? null : (
    <svg className="permission-switch-glyph" viewBox="0 0 24 14" aria-hidden="true">
      <SwitchGlyph shape={shape} isToYes={pendingValue} />
    </svg>
  );
  const className = `permission-switch permission-switch-${shape}`;
  if (!onToggle || state === null || state === undefined) {
    return (
      <span className={className} role="img" aria-label={name} data-shape={shape}>
        {glyph}
      </span>
    );
  }
  return (
    <button
      type="button"
      role="switch"
      aria-checked={state !== 'cannot'}
      aria-label={name}
      className={className}
      data-shape={shape}
      tabIndex={tabIndex}
      aria-disabled={offReason === undefined ? undefined : true}
      aria-description={offReason}
      title={offReason}
      onClick={offReason === undefined ? onToggle : undefined}
    >
      {glyph}
    </button>
  );
}

const pill = { x: 0.75, y: 0.75, width: 22.5, height: 12.5, rx: 6.25 };

function SwitchGlyph({ shape, isToYes }: { shape: SwitchShape; isToYes: boolean }) {
  const outline = <rect {...pill} className="permission-switch-pill" />;
  switch (shape) {
    case 'unknown':
      return (
        <>
          <rect {...pill} className="permission-switch-pill permission-switch-dashed" />
          <path d="M10.4 5.4a1.6 1.6 0 1 1 2.3 1.5c-.5.2-.7.5-.7 1M12 9.9v.1" className="permission-switch-line" />
        </>
      );
    case 'sent':
    case 'accepted':
      return (
        <>
          {outline}
          <circle
            cx={isToYes ? 8 : 16}
            cy="7"
            r="2.75"
            className={shape === 'sent' ? 'permission-switch-line' : 'permission-switch-filled'}
          />
          <path d={isToYes ? 'm15 4.5 2.5 2.5-2.5 2.5' : 'M9 4.5 6.5 7 9 9.5'} className="permission-switch-line" />
        </>
      );
    case 'refused':
      return (
        <>
          {outline}
          <path d="m9.5 4.5 5 5m0-5-5 5" className="permission-switch-line" />
        </>
      );
    case 'drifted':
      return (
        <>
          {outline}
          <path d="M9 5.6h6M9 8.4h6M13.8 3.6l-3.6 6.8" className="permission-switch-line" />
        </>
      );
    case 'can':
    case 'cannot':
    case 'all':
    case 'none':
      return null;
    default:
      return shape satisfies never;
  }
}
