/** A menu on a button. Each item shows its key; an item that is off stays and says why. Choices are ticked and keep it open. */
import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { useRef, type ReactElement, type ReactNode } from 'react';
import { KeyHint } from './key-hint.tsx';
import './menu.css';

export interface MenuItem {
  label: string;
  icon?: ReactNode;
  keys?: string;
  isDanger?: boolean;
  offReason?: string | undefined;
  onSelect: () => void;
}

/** One of a few, as a part of a menu. */
export interface MenuChoice {
  heading: string;
  value: string;
  choices: readonly MenuOption[];
  onChoose: (value: string) => void;
  /** Choosing is all that was wanted: the menu goes away. */
  closesOnChoose?: boolean;
}

export interface MenuOption {
  value: string;
  label: string;
  /** A number or a word at the end. */
  detail?: string;
  /** The key that chooses it. */
  keys?: string;
  /** What it means, for the tooltip. */
  hint?: string;
}

export interface MenuProps {
  /** The button that opens it; takes a ref and spreads its props. */
  trigger: ReactElement<Record<string, unknown>>;
  items: readonly (MenuItem | MenuChoice | 'separator')[];
  align?: 'start' | 'end';
  onOpenChange?: (isOpen: boolean) => void;
}

export interface PlacedMenuProps extends Pick<MenuProps, 'items'> {
  /** Accessible name. */
  name: string;
  /** Point in the window. */
  at: { x: number; y: number };
  /** Who gets the focus back. */
  returnTo: HTMLElement | null;
  onClose: () => void;
}

/** A menu that opens at a point: of a right click, or where the Menu key was pressed. */
export function PlacedMenu({ name, at, items, returnTo, onClose }: PlacedMenuProps) {
  const anchor = { getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) };
  return (
    <Base.Root
      open
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Base.Portal>
        <Base.Positioner
          className="menu-positioner"
          anchor={anchor}
          positionMethod="fixed"
          side="bottom"
          align="start"
          sideOffset={2}
        >
          <Base.Popup className="menu" aria-label={name} finalFocus={() => returnTo}>
            <MenuRows items={items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function Menu({ trigger, items, align = 'start', onOpenChange }: MenuProps) {
  const place = useRef<HTMLSpanElement>(null);
  return (
    <Base.Root onOpenChange={(isOpen) => onOpenChange?.(isOpen)}>
      <Base.Trigger render={trigger} />
      {/* Beside its button and not at the end of the document, so that it lies in the same landmark. */}
      <span ref={place} className="menu-place" />
      <Base.Portal container={place}>
        <Base.Positioner className="menu-positioner" positionMethod="fixed" side="bottom" align={align} sideOffset={4}>
          <Base.Popup className="menu">
            <MenuRows items={items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function MenuRows({ items }: Pick<MenuProps, 'items'>) {
  return items.map((item, index) =>
    item === 'separator' ? (
      // Separators have nothing else to be told apart by.
      <Base.Separator key={`separator-${index}`} className="menu-separator" />
    ) : 'choices' in item ? (
      <MenuChoices key={item.heading} choice={item} />
    ) : (
      <MenuRow key={item.label} item={item} />
    ),
  );
}

function MenuChoices({ choice }: { choice: MenuChoice }) {
  const { heading, value, choices, onChoose, closesOnChoose = false } = choice;
  return (
    <Base.Group>
      <Base.GroupLabel className="menu-heading">{heading}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={(next) => onChoose(String(next))}>
        {choices.map((option) => (
          <Base.RadioItem
            key={option.value}
            value={option.value}
            className="menu-item"
            closeOnClick={closesOnChoose}
            title={option.hint}
          >
            <span className="menu-tick">
              <Base.RadioItemIndicator render={<Check aria-hidden="true" />} />
            </span>
            <span className="menu-label">{option.label}</span>
            {option.detail !== undefined && <span className="menu-detail">{option.detail}</span>}
            {option.keys !== undefined && <KeyHint keys={option.keys} />}
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

function MenuRow({ item }: { item: MenuItem }) {
  return (
    <Base.Item
      className={item.isDanger ? 'menu-item menu-item-danger' : 'menu-item'}
      disabled={item.offReason !== undefined}
      onClick={item.onSelect}
    >
      {item.icon}
      <span className="menu-label">
        {item.label}
        {item.offReason !== undefined && <span className="menu-reason">{item.offReason}</span>}
      </span>
      {item.keys !== undefined && <KeyHint keys={item.keys} />}
    </Base.Item>
  );
}
