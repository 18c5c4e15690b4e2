/**
 * A toast and the stack at the bottom end of the window. Not the library's toast: its parts are dialogs, and here what
 * goes on is a `status` and what failed an `alert`. Takes no focus; who shows it decides how long it stays.
 */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';
import './toast.css';

export interface ToastProps {
  icon: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  /** One act at most. */
  action?: ReactNode;
  /** Time taken, time left. */
  end?: ReactNode;
  isFailure?: boolean;
  onDismiss?: (() => void) | undefined;
}

export function Toast({ icon, title, detail, action, end, isFailure = false, onDismiss }: ToastProps) {
  return (
    <div className="toast">
      <span className="toast-icon" aria-hidden="true">
        {icon}
      </span>
      <div className="toast-text" role={isFailure ? 'alert' : 'status'}>
        <p className="toast-title">{title}</p>
        {detail !== undefined && <p className="toast-detail">{detail}</p>}
      </div>
      {action}
      {end !== undefined && <span className="toast-end">{end}</span>}
      {onDismiss && <IconButton label="Dismiss" icon={<X />} onClick={onDismiss} />}
    </div>
  );
}

/** Where toasts stand: over dock and Inspector, never over rows of the grid. */
export function ToastStack({ children }: { children: ReactNode }) {
  return (
    <section className="toast-stack" aria-label="Notices">
      {children}
    </section>
  );
}
