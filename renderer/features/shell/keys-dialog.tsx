/** `?`: the keys of where you are. */
import { Dialog } from '#renderer/components/dialog.tsx';
import { Button } from '#renderer/components/button.tsx';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import './keys-dialog.css';

export interface KeyGroup {
  title: string;
  keys: readonly (readonly [keys: string, text: string])[];
}

export const everywhereKeys: KeyGroup = {
  title: 'Everywhere',
  keys: [
    ['g r', 'Lobby: all rooms of this server'],
    ['Ctrl+Z', 'Undo the last change, for 10 s'],
    ['F6', 'Next part of the window'],
    ['?', 'These keys'],
  ],
};

export const lobbyKeys: KeyGroup = {
  title: 'Lobby',
  keys: [
    ['/', 'Filter; ↓ goes on to the rows'],
    ['↑ ↓', 'Go through the rooms'],
    ['Enter', 'Open the room'],
  ],
};

export const roomKeys: KeyGroup = {
  title: 'Room',
  keys: [
    ['/', 'Filter; ↓ goes on to the rows'],
    ['↑ ↓ ← →', 'Go through the cells'],
    ['Enter', 'Open the person in the Inspector'],
    ['i', 'Inspector on and off'],
    ['e', 'Edit the metadata of the chosen person'],
    ['d', 'Dispatch agent'],
    ['Ctrl+J', 'Fold Activity'],
    ['Del', 'On its tab: leave the room'],
  ],
};

export function KeysDialog({ groups, onClose }: { groups: readonly KeyGroup[]; onClose: () => void }) {
  return (
    <Dialog
      title="Keys"
      isOpen
      width="narrow"
      onClose={onClose}
      actions={
        <Button size="large" keys="Esc" onClick={onClose}>
          Close
        </Button>
      }
    >
      {groups.map((group) => (
        <section key={group.title} className="keys-group">
          <h3 className="keys-title">{group.title}</h3>
          <dl className="keys-list">
            {group.keys.map(([keys, text]) => (
              <div key={keys} className="keys-row">
                <dt>
                  <KeyHint keys={keys} isFramed />
                  <span className="base-hidden">{keys}</span>
                </dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
