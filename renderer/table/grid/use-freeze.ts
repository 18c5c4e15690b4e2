/** Holds a view's order still as long as something is open that was aimed at one of its rows. */
import { useEffect } from 'react';
import type { TableView } from '../types.ts';

export function useFreeze(view: TableView, isOpen: boolean, reason: string): void {
  useEffect(() => (isOpen ? view.freeze(reason) : undefined), [view, isOpen, reason]);
}
