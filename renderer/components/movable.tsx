/** A part of the page that changes its place without being made anew: what is typed in it and its focus go along. */
import { useLayoutEffect, useRef, useState, type KeyboardEventHandler, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import './movable.css';

export interface MovableBox {
  element: HTMLElement;
  /** Gives back what an element forgets that is taken out of the page: its focus, and how far its parts are scrolled. */
  moveTo(place: HTMLElement): void;
}

export function useMovable(): MovableBox {
  const [box] = useState(makeBox);
  return box;
}

function makeBox(): MovableBox {
  const element = document.createElement('div');
  element.className = 'movable';
  let focused: HTMLElement | undefined;
  /** In px from the top. */
  const scrolled = new Map<Element, number>();
  element.addEventListener('focusin', ({ target }) => {
    focused = target instanceof HTMLElement ? target : undefined;
  });
  // Nothing takes the focus over when its place is taken out of the page.
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget !== null) focused = undefined;
  });
  element.addEventListener(
    'scroll',
    ({ target }) => {
      if (target instanceof Element) scrolled.set(target, target.scrollTop);
    },
    { capture: true, passive: true },
  );
  return {
    element,
    moveTo(place) {
      place.append(element);
      for (const [part, scrollTop] of scrolled) {
        if (element.contains(part)) part.scrollTop = scrollTop;
        else scrolled.delete(part);
      }
      if (focused && element.contains(focused) && document.activeElement === document.body) {
        focused.focus({ preventScroll: true });
      }
    },
  };
}

/** Where it stands; one place at a time. */
export function MovablePlace({ box, className }: { box: MovableBox; className: string }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (place.current) box.moveTo(place.current);
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
