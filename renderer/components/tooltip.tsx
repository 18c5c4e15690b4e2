/** What a control cannot show for want of room: its key, a reason, an age. */
import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import { KeyHint } from './key-hint.tsx';
import './tooltip.css';

export interface TooltipProps {
  text: ReactNode;
  keys?: string;
  /** One element that takes a ref and spreads its props. */
  children: ReactElement<Record<string, unknown>>;
  side?: 'top' | 'bottom' | 'left' | 'right';
}

/** One provider per window: the second tooltip comes without delay. */
export const TooltipProvider = Base.Provider;

export function Tooltip({ text, keys, children, side = 'bottom' }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="tooltip-positioner">
          {/* For the eye: who listens is told by the control itself. */}
          <Base.Popup className="tooltip" aria-hidden="true">
            <span>{text}</span>
            {keys !== undefined && <KeyHint keys={keys} isFramed />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
