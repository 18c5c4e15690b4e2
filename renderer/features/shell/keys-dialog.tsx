/** `?`: the keys of where you are, as the commands that are there state them. */
import { useSyncExternalStore } from 'react';
import { ReadingDialog } from '#renderer/components/reading-dialog.tsx';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import {
  commandPlaces,
  commandRegistry,
  showEachKey,
  type Command,
  type CommandPlace,
} from '#renderer/lib/commands.ts';
import './keys-dialog.css';

interface KeyGroup {
  title: CommandPlace;
  keys: readonly (readonly [keys: readonly string[], text: string])[];
}

/** The keys of what is registered, by where they work. */
export function listKeyGroups(commands: readonly Command[]): KeyGroup[] {
  return commandPlaces
    .map((title) => ({
      title,
      keys: commands
        .filter(({ place, keys }) => place === title && keys !== undefined)
        .map(({ keys, label }): [string[], string] => [showEachKey(keys), label]),
    }))
    .filter(({ keys }) => keys.length > 0);
}

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const groups = listKeyGroups(useSyncExternalStore(commandRegistry.subscribe, commandRegistry.list));
  return (
    <ReadingDialog title="Keys" onClose={onClose} isScrolledByKeys>
      {groups.map((group) => (
        <section key={group.title} className="keys-group">
          <h3 className="keys-title">{group.title}</h3>
          <dl className="keys-list">
            {group.keys.map(([keys, text]) => (
              <div key={`${text} ${keys.join(' ')}`} className="keys-row">
                <dt>
                  {keys.map((key) => (
                    <KeyHint key={key} keys={key} isFramed />
                  ))}
                  <span className="base-hidden">{keys.join(' or ')}</span>
                </dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </ReadingDialog>
  );
}
