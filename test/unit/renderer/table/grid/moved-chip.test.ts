import { expect, it, vi } from 'vitest';
import { createCommandRegistry } from '#renderer/lib/commands.ts';
import type { KeyBindings } from '#renderer/lib/keys.ts';
import { createApplyCommand } from '#renderer/table/grid/moved-chip.tsx';

it('moves the main list by its key, though a list beside it was there first', () => {
  const bound: KeyBindings[] = [];
  const registry = createCommandRegistry((bindings) => {
    bound.push(bindings);
    return () => undefined;
  });
  const [main, beside] = [{ applyOrder: vi.fn() }, { applyOrder: vi.fn() }];
  const press = (): void => bound[0]?.['.']?.(new Event('keydown') as KeyboardEvent);
  registry.add().update([createApplyCommand(beside, 'Events', registry)]);
  const shown = registry.add();
  shown.update([createApplyCommand(main, undefined)]);
  press();
  expect(main.applyOrder).toHaveBeenCalledTimes(1);
  expect(beside.applyOrder).not.toHaveBeenCalled();
  expect(new Set(registry.list().map(({ id }) => id)).size).toBe(2);
  shown.remove();
  press();
  expect(beside.applyOrder, 'only the list beside it has moved').toHaveBeenCalledTimes(1);
});
