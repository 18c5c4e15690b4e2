import { expect, it, vi } from 'vitest';
import { createCommandRegistry, showKeys, type Command } from '#renderer/lib/commands.ts';
import type { KeyBindings } from '#renderer/lib/keys.ts';
import { listKeyGroups } from '#renderer/features/shell/keys-dialog.tsx';

function setUp() {
  const bound: KeyBindings[] = [];
  const registry = createCommandRegistry((bindings) => {
    bound.push(bindings);
    return () => void bound.splice(bound.indexOf(bindings), 1);
  });
  /** What a key press would call. */
  const press = (keys: string): void => bound.forEach((bindings) => bindings[keys]?.(undefined as never));
  return { registry, bound, press };
}

function command(change: Partial<Command> = {}): Command {
  return { id: 'agent.dispatch', label: 'Dispatch agent', place: 'Room', keys: 'd', run: () => undefined, ...change };
}

it('binds a key once and runs what the command is now', () => {
  const { registry, bound, press } = setUp();
  const first = vi.fn();
  const second = vi.fn();
  const registration = registry.add();
  registration.update([command({ run: first })]);
  const [before] = bound;
  registration.update([command({ run: second })]);
  expect(bound, 'a sequence that was begun is not lost by an update').toEqual([before]);
  press('d');
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
});

it('binds anew when keys change, and nothing once it is removed', () => {
  const { registry, bound, press } = setUp();
  const run = vi.fn();
  const registration = registry.add();
  registration.update([command({ run, keys: ['?', 'Shift+?'] })]);
  press('Shift+?');
  expect(run).toHaveBeenCalledTimes(1);
  registration.update([command({ run, keys: 'x' })]);
  press('?');
  expect(run).toHaveBeenCalledTimes(1);
  press('x');
  expect(run).toHaveBeenCalledTimes(2);
  registration.remove();
  expect([bound, registry.list()]).toEqual([[], []]);
});

it('does not run what is off, nor bind what a part handles by itself', () => {
  const { registry, press } = setUp();
  const run = vi.fn();
  const registration = registry.add();
  registration.update([
    command({ run, offReason: 'The room is closed.' }),
    { id: 'keys', label: 'Go', place: 'Room', keys: '↑' },
  ]);
  press('d');
  press('↑');
  expect(run).not.toHaveBeenCalled();
  registration.update([command({ run })]);
  press('d');
  expect(run, 'control').toHaveBeenCalledTimes(1);
});

it('tells who listens, with the same list until something changes', () => {
  const { registry } = setUp();
  const listener = vi.fn();
  const stop = registry.subscribe(listener);
  registry.add().update([command()]);
  expect(registry.list()).toBe(registry.list());
  registry.add().update([command({ id: 'other', keys: 'o' })]);
  expect(registry.list().map(({ id }) => id)).toEqual(['agent.dispatch', 'other']);
  stop();
  registry.add().update([]);
  expect(listener).toHaveBeenCalledTimes(2);
});

it('lists every key with its command, by where it works', () => {
  const groups = listKeyGroups([
    command({ id: 'keys.show', label: 'Keys', place: 'Everywhere', keys: ['?', 'Shift+?'] }),
    command(),
    { id: 'room.leave', label: 'Leave room', place: 'Room', run: () => undefined },
    { id: 'tree.add', label: 'Add', place: 'Person', keys: ['a', 'Insert'] },
    { id: 'cells', label: 'Go through the cells', place: 'Room', keys: '↑ ↓' },
  ]);
  expect(groups.map(({ title, keys }) => [title, keys.length])).toEqual([
    ['Room', 2],
    ['Person', 1],
    ['Everywhere', 1],
  ]);
  expect(groups[1]?.keys).toEqual([[['a', 'Ins'], 'Add']]);
  expect(groups[2]?.keys, 'one key in two spellings').toEqual([[['?'], 'Keys']]);
  expect(groups[0]?.keys).toEqual([
    [['d'], 'Dispatch agent'],
    [['↑ ↓'], 'Go through the cells'],
  ]);
});

it.each([
  ['$mod+k', 'Ctrl+K', 'Cmd+K'],
  ['g r', 'g r', 'g r'],
  ['$mod+Enter', 'Ctrl+Enter', 'Cmd+Enter'],
  [['?', 'Shift+?'], '?', '?'],
  ['Delete', 'Del', 'Del'],
  [undefined, '', ''],
])('shows %s as people read it', (keys, other, mac) => {
  expect([showKeys(keys, false), showKeys(keys, true)]).toEqual([other, mac]);
});
