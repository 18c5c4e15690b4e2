/** A part of the page that changes its place without being made anew: what is typed in it and its focus go along. */
import { useLayoutEffect, useRef, useState, type KeyboardEventHandler, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import './movable.css';

/** What is moved, and what an element forgets that is taken out of the page. */
export interface MovableBox {
  element: HTMLElement;
  /** What in it had the focus last. */
  focused: HTMLElement | undefined;
  /** How far its parts are scrolled down, px. */
  scrolled: Map<Element, number>;
}

export function useMovable(): MovableBox {
  const [box] = useState(makeBox);
  return box;
}

function makeBox(): MovableBox {
  const element = document.createElement('div');
  element.className = 'movable';
  const box: MovableBox = { element, focused: undefined, scrolled: new Map() };
  element.addEventListener('focusin', ({ target }) => {
    box.focused = target instanceof HTMLElement ? target : undefined;
  });
  // Nothing takes the focus over when its place is taken out of the page.
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget !== null) box.focused = undefined;
  });
  element.addEventListener(
    'scroll',
    ({ target }) => {
      if (target instanceof Element) box.scrolled.set(target, target.scrollTop);
    },
    { capture: true, passive: true },
  );
  return box;
}

/** Where it stands; one place at a time. */
export function MovablePlace({ box, className }: { box: MovableBox; className: string }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    place.current?.append(box.element);
    const { focused, scrolled } = box;
    for (const [part, scrollTop] of scrolled) {
      if (box.element.contains(part)) part.scrollTop = scrollTop;
      else scrolled.delete(part);
    }
    if (focused && box.element.contains(focused) && document.activeElement === document.body) {
      focused.focus({ preventScroll: true });
    }
  }, [box]);
  return <div ref={place} className={className} />;
}

/** Draws what is moved; stays mounted where it is in the tree. */
export function Movable(props: { box: MovableBox; onKeyDown: KeyboardEventHandler; children: ReactNode }) {
  const { box, onKeyDown, children } = props;
  return createPortal(
    <div className="movable" onKeyDown={onKeyDown}>
      {children}
    </div>,
    box.element,
  );
}
