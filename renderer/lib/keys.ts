/** Keys of a view. Single letters are silent while somebody types; keys with Ctrl, Cmd or Alt are not. */
import { createKeybindingsHandler } from 'tinykeys';

/** Handlers by key in tinykeys' spelling: `n`, `g r`, `$mod+Enter`. */
export type KeyBindings = Record<string, (event: KeyboardEvent) => void>;

/** Binds keys to the window, and returns the way to stop. A handler's key is taken: it does nothing else. */
export function bindKeys(bindings: KeyBindings, target: Window | HTMLElement = window): () => void {
  const guarded = Object.entries(bindings).map(([keys, handler]): [string, (event: KeyboardEvent) => void] => [
    keys,
    (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      handler(event);
    },
  ]);
  const handle = createKeybindingsHandler(Object.fromEntries(guarded), { ignore: isForText });
  const listener = (event: Event): void => {
    if (event instanceof KeyboardEvent) handle(event);
  };
  target.addEventListener('keydown', listener);
  return () => target.removeEventListener('keydown', listener);
}

/** Keys that belong to text or to a popup: plain ones but Escape, in a field those that edit; all while text is composed. */
function isForText(event: KeyboardEvent): boolean {
  if (event.isComposing) return true;
  const hasModifier = event.ctrlKey || event.metaKey;
  if (isTyping(event.target)) {
    return hasModifier ? editingKeys.has(event.key.toLowerCase()) : !event.altKey && event.key !== 'Escape';
  }
  return !hasModifier && isUnderPopup(event.target);
}

/** A view's single keys must not act underneath a dialog or menu that is open over it, wherever the focus is. */
function isUnderPopup(target: EventTarget | null): boolean {
  if (document.querySelector('[data-open][role="dialog"]')) return true;
  return target instanceof Element && target.closest('[role="menu"]') !== null;
}

const editingKeys = new Set(['z', 'y', 'x', 'c', 'v', 'a']);

/** Whether keys go into text just now. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}
