/**
 * The one registry of what can be done where you are. It binds the keys; the palette, the keys dialog, menus and buttons
 * read labels and keys from it, so each is stated once. It knows no feature: features register what is theirs.
 */
import { useEffect, useRef } from 'react';
import { createKeyBinder, type KeyBindings } from './keys.ts';

/** Where a command's key works; the keys dialog groups by it. */
export const commandPlaces = ['Lobby', 'Room', 'Person', 'Servers', 'Form', 'Everywhere'] as const;
export type CommandPlace = (typeof commandPlaces)[number];

/** What is fixed of a command. A feature keeps it as a constant, for its button as well as for `useCommands`. */
export interface CommandDefinition {
  /** Unique in the window: `agent.dispatch`. */
  id: string;
  label: string;
  place: CommandPlace;
  /** In tinykeys' spelling: `n`, `g r`, `$mod+j`. Of several the first is shown. */
  keys?: string | readonly string[];
}

export interface Command extends CommandDefinition {
  /** What it is about; may carry names from a room. */
  detail?: string;
  /** Said instead of running. */
  offReason?: string | undefined;
  /** Absent for keys that a part handles by itself: only the keys dialog tells those. */
  run?: () => void;
}

export interface CommandRegistration {
  /** Takes the place of what was registered before; keys are bound anew only if they changed. */
  update(commands: readonly Command[]): void;
  remove(): void;
}

export interface CommandRegistry {
  add(): CommandRegistration;
  /** In order of registration; the same array until something changes. */
  list(): readonly Command[];
  subscribe(listener: () => void): () => void;
}

/** @param bind binds keys and returns the way to stop */
export function createCommandRegistry(bind: (bindings: KeyBindings) => () => void): CommandRegistry {
  const entries = new Map<symbol, readonly Command[]>();
  const listeners = new Set<() => void>();
  let known: readonly Command[] | undefined;

  function change(): void {
    known = undefined;
    for (const listener of listeners) listener();
  }

  return {
    add() {
      const owner = Symbol('commands');
      let boundKeys = '';
      let unbind = (): void => undefined;

      function bindAnew(commands: readonly Command[]): void {
        const wanted = commands
          .filter(({ run }) => run)
          .flatMap(({ id, keys }) => listKeys(keys).map((key): [string, string] => [key, id]));
        const signature = JSON.stringify(wanted);
        if (signature === boundKeys) return;
        boundKeys = signature;
        unbind();
        // A sequence that was begun outlives every update: only what is run is looked up anew.
        unbind = bind(
          Object.fromEntries(
            wanted.map(([key, id]) => [
              key,
              () => {
                const command = entries.get(owner)?.find((candidate) => candidate.id === id);
                if (command) runCommand(command);
              },
            ]),
          ),
        );
      }

      return {
        update(commands) {
          entries.set(owner, commands);
          bindAnew(commands);
          change();
        },
        remove() {
          unbind();
          entries.delete(owner);
          change();
        },
      };
    },
    list: () => (known ??= [...entries.values()].flat()),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The commands of this window. */
export const commandRegistry = createCommandRegistry(createKeyBinder(globalThis).bind);

/** Offers commands, and their keys, as long as the component is there. */
export function useCommands(commands: readonly Command[]): void {
  const registration = useRef<CommandRegistration>(undefined);
  useEffect(() => {
    registration.current = commandRegistry.add();
    return () => registration.current?.remove();
  }, []);
  useEffect(() => registration.current?.update(commands));
}

/** Runs it unless it is off; answers whether it did. */
export function runCommand({ run, offReason }: Command): boolean {
  if (!run || offReason !== undefined) return false;
  run();
  return true;
}

/** The keys as people read them; of several the first. Empty for a command without. */
export function showKeys(keys: CommandDefinition['keys'], isMac = navigator.platform.startsWith('Mac')): string {
  return showEachKey(keys, isMac)[0] ?? '';
}

/** All keys that do it, as people read them. A spelling with Shift of a key that is there without it is no other key. */
export function showEachKey(keys: CommandDefinition['keys'], isMac = navigator.platform.startsWith('Mac')): string[] {
  const all = listKeys(keys);
  return all.filter((key) => !all.some((other) => key === `Shift+${other}`)).map((key) => spellKey(key, isMac));
}

function spellKey(key: string, isMac: boolean): string {
  return key
    .replaceAll('$mod', isMac ? 'Cmd' : 'Ctrl')
    .replaceAll('Escape', 'Esc')
    .replaceAll('Delete', 'Del')
    .replaceAll('Insert', 'Ins')
    .replace(/Arrow(Up|Down|Left|Right)/, (_all, side: string) => arrows[side] ?? side)
    .replace(/\+([a-z])$/, (_all, letter: string) => `+${letter.toUpperCase()}`);
}

const arrows: Record<string, string> = { Up: '↑', Down: '↓', Left: '←', Right: '→' };

function listKeys(keys: CommandDefinition['keys']): readonly string[] {
  return keys === undefined ? [] : typeof keys === 'string' ? [keys] : keys;
}
