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
  registry.add().update([createApplyCommand(beside, 'Events')]);
  registry.add().update([createApplyCommand(main, undefined)]);
  for (const bindings of bound) bindings['.']?.(new Event('keydown') as KeyboardEvent);
  expect(main.applyOrder).toHaveBeenCalledTimes(1);
  expect(beside.applyOrder).not.toHaveBeenCalled();
  expect(new Set(registry.list().map(({ id }) => id)).size).toBe(2);
});
