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
  // A note is a landmark of its own, so that it is found by those who jump from part to part.
  const Element = role === 'note' ? 'aside' : 'div';
  return (
    <Element className={`banner banner-${tone}`} {...(role === 'note' ? { 'aria-label': title } : { role })}>
      {icon}
      <p className="banner-text">
        <strong className="banner-title">{title}</strong> {children}
      </p>
      {actions}
    </Element>
  );
}
