/** A menu of registered commands: it names them, and takes label, key and reason from where they are stated. */
import { useSyncExternalStore } from 'react';
import { Menu, type MenuProps } from '#renderer/components/menu.tsx';
import { commandRegistry, showKeys } from '#renderer/lib/commands.ts';

export interface CommandMenuProps extends Pick<MenuProps, 'trigger' | 'align'> {
  /** In the menu's order. A command that is not there just now is left out. */
  ids: readonly string[];
}

export function CommandMenu({ ids, ...rest }: CommandMenuProps) {
  const commands = useSyncExternalStore(commandRegistry.subscribe, commandRegistry.list);
  const items = ids.flatMap((id): MenuProps['items'] => {
    const command = commands.find((candidate) => candidate.id === id);
    if (!command?.run) return [];
    const { label, keys, offReason, run } = command;
    return [{ label, offReason, onSelect: run, ...(keys === undefined ? {} : { keys: showKeys(keys) }) }];
  });
  return <Menu items={items} {...rest} />;
}
