/** A panel that hangs under its button like a menu and holds whatever it is given; its insides are drawn only while it is open. */
import { Popover } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import './menu.css';

export interface PopoverPanelProps {
  /** Accessible name. */
  name: string;
  /** Further class of the panel. */
  className: string;
  /** The button that opens it; takes a ref and spreads its props. */
  trigger: ReactElement<Record<string, unknown>>;
  children: ReactNode;
  /** With `onOpenChange`, the owner opens and closes it. */
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}

export function PopoverPanel({ name, className, trigger, children, isOpen, onOpenChange }: PopoverPanelProps) {
  const owned = isOpen === undefined ? {} : { open: isOpen };
  return (
    <Popover.Root {...owned} {...(onOpenChange ? { onOpenChange: (next) => onOpenChange(next) } : {})}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner className="menu-positioner" positionMethod="fixed" side="bottom" align="end" sideOffset={4}>
          <Popover.Popup className={`menu ${className}`} aria-label={name}>
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
