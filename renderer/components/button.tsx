/** The button: one filled at most in a view, quiet ones without an edge, its key at the right end. */
import type { ComponentProps, ReactNode } from 'react';
import { KeyHint } from './key-hint.tsx';
import { Tooltip } from './tooltip.tsx';
import './button.css';

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger' | 'danger-solid';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  look?: ButtonLook;
  size?: 'small' | 'regular' | 'large';
  icon?: ReactNode;
  /** The key that does the same, as people read it. */
  keys?: string;
  /** Why the button is off just now. It stays focusable and readable, says why, and does nothing. */
  offReason?: string | undefined;
  /** What the tooltip adds to the label: never the label again. */
  hint?: string;
}

export function Button({
  look = 'plain',
  size = 'regular',
  icon,
  keys,
  offReason,
  hint,
  children,
  className,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const isOff = offReason !== undefined;
  const classes = ['button', `button-${look}`, `button-${size}`, isOff ? 'button-off' : '', className ?? ''];
  const button = (
    <button
      {...rest}
      type={isOff ? 'button' : type}
      className={classes.filter(Boolean).join(' ')}
      aria-disabled={isOff || undefined}
      // The tooltip is for the eye; this is how a reason is heard.
      aria-description={offReason ?? hint}
      aria-keyshortcuts={keys === undefined ? undefined : spellKeys(keys)}
      onClick={isOff ? undefined : onClick}
    >
      {icon}
      {children !== undefined && <span className="button-label">{children}</span>}
      {keys !== undefined && <KeyHint keys={keys} />}
    </button>
  );
  const tip = offReason ?? hint;
  return tip === undefined ? button : <Tooltip text={tip}>{button}</Tooltip>;
}

/** `Ctrl+Enter` in the words of ARIA, which spells out Control and calls Cmd Meta. */
export function spellKeys(keys: string): string {
  return keys
    .replace(/\bCtrl\b/g, 'Control')
    .replace(/\bCmd\b/g, 'Meta')
    .replace(/\bEsc\b/g, 'Escape')
    .replace(/\bDel\b/g, 'Delete');
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'aria-label'> {
  icon: ReactNode;
  /** Its accessible name, also in the tooltip because there is no visible label. */
  label: string;
}

/** A button whose icon needs no word beside it; the tooltip has the word and the key. */
export function IconButton({ label, keys, look = 'quiet', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={rest.offReason ?? label} {...(keys === undefined ? {} : { keys })}>
      <button
        {...toPlainProps(rest)}
        type="button"
        aria-label={label}
        aria-keyshortcuts={keys === undefined ? undefined : spellKeys(keys)}
        className={['button', `button-${look}`, 'button-icon', className ?? ''].filter(Boolean).join(' ')}
      >
        {rest.icon}
      </button>
    </Tooltip>
  );
}

function toPlainProps(props: Omit<IconButtonProps, 'label' | 'keys' | 'look' | 'className'>): ComponentProps<'button'> {
  const { icon: _icon, size: _size, offReason, hint: _hint, onClick, ...plain } = props;
  return offReason === undefined ? { ...plain, onClick } : { ...plain, 'aria-disabled': true };
}
