/** A strip across the window for what holds for all of it. Takes a place at the top; never comes and goes by itself. */
import type { ReactNode } from 'react';
import './banner.css';

export interface BannerProps {
  tone: 'plain' | 'wait' | 'bad';
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** `alert` for what failed; `note` for what merely holds. */
  role?: 'alert' | 'status' | 'note';
}

export function Banner({ tone, icon, title, children, actions, role = 'note' }: BannerProps) {
  return (
    <div className={`banner banner-${tone}`} role={role} aria-label={role === 'note' ? title : undefined}>
      {icon}
      <p className="banner-text">
        <strong className="banner-title">{title}</strong> {children}
      </p>
      {actions}
    </div>
  );
}
