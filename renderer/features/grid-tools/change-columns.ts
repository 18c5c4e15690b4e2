/** What can be done to the columns of a grid; each change is kept. */
import { preferenceLimits as limits, type ColumnChoice } from '#contract/domain/roster-preferences';
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
  widthBoundsPx,
  type Choices,
  type ColumnRules,
  type Pin,
  type Side,
} from './column-choices.ts';
import type { ColumnControl } from '#renderer/table/grid/use-column-control.ts';

export interface ColumnChanges {
  move(name: string, beside: GridColumn, side: Side): void;
  resize(name: string, widthPx: number): void;
  pin(name: string, pin: Pin): void;
  hide(name: string): void;
  show(name: string): void;
  setOthersShown(isShown: boolean): void;
  reset(): void;
}

/** Where the choices of a grid are. */
export interface ChoiceKeeper {
  read(): Choices;
  apply(choices: Choices): void;
}

/** @param offered what is offered as columns, as they come */
export function createColumnChanges(
  offered: readonly GridColumn[],
  rules: ColumnRules,
  keeper: ChoiceKeeper,
): ColumnChanges {
  function change(make: (choices: readonly ColumnChoice[]) => ColumnChoice[]): void {
    keeper.apply(boundChoices(make(spellOutChoices(keeper.read(), offered, rules)), offered));
  }
  /** What says who a row is keeps its place. */
  function changeOther(name: string, make: (choices: readonly ColumnChoice[]) => ColumnChoice[]): void {
    if (name !== rules.rowName) change(make);
  }
  return {
    move: (name, beside, side) => changeOther(name, (choices) => moveColumn(choices, name, beside, side)),
    resize: (name, widthPx) => change((choices) => resizeColumn(choices, name, widthPx)),
    pin: (name, pin) => change((choices) => pinColumn(choices, name, pin)),
    hide: (name) => changeOther(name, (choices) => hideColumn(choices, name)),
    show: (name) => change((choices) => showColumn(choices, name, offered, rules)),
    setOthersShown: (isShown) => change((choices) => setOthersShown(choices, isShown, offered, rules)),
    reset: () => keeper.apply(undefined),
  };
}

/** The same for a grid's heads. */
export function createColumnControl(changes: ColumnChanges, { rowName }: ColumnRules): ColumnControl {
  return {
    ...changes,
    leastWidthPx: widthBoundsPx.least,
    explainFixed: (name) => {
      if (name === rowName) return 'It says what a row is: always there, always first.';
      return name.length > limits.fieldCharacters ? 'Its name is too long to be remembered.' : undefined;
    },
  };
}
