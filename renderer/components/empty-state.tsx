/** What would be here, why it is not, and the next step. Sits at the top left of its pane. */
import type { ReactNode } from 'react';
import './empty-state.css';

export interface EmptyStateProps {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  /** The next step as a button, the likeliest first. */
  actions?: ReactNode;
}

export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <section className="empty-state">
      <span className="empty-state-icon" aria-hidden="true">
        {icon}
      </span>
      <div className="empty-state-body">
        <h2 className="empty-state-title">{title}</h2>
        {children !== undefined && <div className="empty-state-text">{children}</div>}
        {actions !== undefined && <div className="empty-state-actions">{actions}</div>}
      </div>
    </section>
  );
}
