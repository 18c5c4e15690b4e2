/** A dialog over its window: title, body, foot with quiet verbs at the start and Cancel then the act at the end. */
import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode, RefObject } from 'react';
import { HostileText } from './hostile-text.tsx';
import './dialog.css';

export interface DialogProps {
  /** May carry names from a room. */
  title: string;
  /** Its accessible name, where the title tells more than what kind of dialog it is. */
  name?: string;
  /** A line under the title. */
  subtitle?: ReactNode;
  isOpen: boolean;
  /** Escape, a press outside, or Cancel. */
  onClose: () => void;
  children: ReactNode;
  /** Quiet verbs, at the start of the foot. */
  quietActions?: ReactNode;
  /** Cancel, then the act. */
  actions?: ReactNode;
  /** `narrow` 27.5rem, `regular` 40rem, `wide` 48.75rem. */
  width?: 'narrow' | 'regular' | 'wide';
  /** False for what holds a draft: a slip of the pointer must not close it. */
  isClosedByPressOutside?: boolean;
  /** What gets the focus when it opens; the first control otherwise. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** The body holds text alone and may be longer than the window: keys must be able to scroll it. */
  isScrolledByKeys?: boolean;
}

export function Dialog({
  title,
  name,
  subtitle,
  isOpen,
  onClose,
  children,
  quietActions,
  actions,
  width = 'regular',
  isClosedByPressOutside = true,
  initialFocus,
  isScrolledByKeys = false,
}: DialogProps) {
  return (
    <Base.Root
      open={isOpen}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      disablePointerDismissal={!isClosedByPressOutside}
    >
      <Base.Portal>
        <Base.Backdrop className="dialog-scrim" />
        <Base.Popup
          className={`dialog-frame dialog dialog-${width}`}
          {...(initialFocus ? { initialFocus } : {})}
          {...(name === undefined ? {} : { 'aria-label': name, 'aria-labelledby': undefined })}
        >
          <Base.Title className="dialog-title">
            <HostileText text={title} maxCharacters={300} />
            {subtitle !== undefined && <span className="dialog-subtitle">{subtitle}</span>}
          </Base.Title>
          <div className="dialog-body" tabIndex={isScrolledByKeys ? 0 : undefined}>
            {children}
          </div>
          {(actions !== undefined || quietActions !== undefined) && (
            <div className="dialog-foot">
              <div className="dialog-quiet">{quietActions}</div>
              {actions}
            </div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
