/** What can be done to the columns of a room's grid; each change is kept. */
import type { ColumnChoice } from '#contract/domain/roster-preferences';
import type { GridColumn } from '#renderer/table/types.ts';
import {
  boundChoices,
  hideColumn,
  moveColumn,
  pinColumn,
  resizeColumn,
  setOthersShown,
  showColumn,
  spellOutChoices,
  type Pin,
  type Side,
} from './column-choices.ts';
import { applyColumns, useColumnChoices } from '#renderer/features/roster/columns/column-layout.ts';

export interface ColumnChanges {
  move(name: string, beside: GridColumn, side: Side): void;
  resize(name: string, widthPx: number): void;
  pin(name: string, pin: Pin): void;
  hide(name: string): void;
  show(name: string): void;
  setOthersShown(isShown: boolean): void;
  reset(): void;
}

/** @param offered what the room offers as columns, as they come */
export function createColumnChanges(offered: readonly GridColumn[]): ColumnChanges {
  function change(make: (choices: readonly ColumnChoice[]) => ColumnChoice[]): void {
    const { choices } = useColumnChoices.getState();
    applyColumns(boundChoices(make(spellOutChoices(choices, offered)), offered));
  }
  return {
    move: (name, beside, side) => change((choices) => moveColumn(choices, name, beside, side)),
    resize: (name, widthPx) => change((choices) => resizeColumn(choices, name, widthPx)),
    pin: (name, pin) => change((choices) => pinColumn(choices, name, pin)),
    hide: (name) => change((choices) => hideColumn(choices, name)),
    show: (name) => change((choices) => showColumn(choices, name, offered)),
    setOthersShown: (isShown) => change((choices) => setOthersShown(choices, isShown, offered)),
    reset: () => applyColumns(undefined),
  };
}
