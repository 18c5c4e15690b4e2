/** Keys of a view. Single letters are silent while somebody types; keys with Ctrl, Cmd or Alt are not. */
import { matchKeybindingPress, parseKeybinding } from 'tinykeys';

/** Handlers by key in tinykeys' spelling: `n`, `g r`, `$mod+Enter`. */
export type KeyBindings = Record<string, (event: KeyboardEvent) => void>;

type Press = ReturnType<typeof parseKeybinding>[number];

interface Binding {
  presses: readonly Press[];
  handler: (event: KeyboardEvent) => void;
}

/** The next key of a sequence has to come within this time. */
const sequenceMs = 1_000;

/**
 * Several parts' keys on one target. They share what was begun: after `g` an `l` belongs to `g l`, whoever has bound `l`
 * alone. Of those that bind the same key the first has it.
 */
export function createKeyBinder(
  target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>,
  isForOthers = isForText,
) {
  const bindings = new Set<Binding>();
  /** Sequences that were begun, by how many of their presses were made. */
  let begun = new Map<Binding, number>();
  let begunAtMs = 0;

  function onKeyDown(event: Event): void {
    if (!isKeyEvent(event) || modifiers.has(event.key) || isForOthers(event)) return;
    if (event.defaultPrevented) begun.clear();
    else press(event);
  }

  function press(event: KeyboardEvent): void {
    const before = event.timeStamp - begunAtMs > sequenceMs ? new Map<Binding, number>() : begun;
    begun = new Map();
    begunAtMs = event.timeStamp;
    const done = [...before].find(([binding, count]) => bindings.has(binding) && advance(binding, count, event));
    if (done) return run(done[0], event);
    if (begun.size > 0) return;
    let single: Binding | undefined;
    for (const binding of bindings) if (advance(binding, 0, event)) single ??= binding;
    // What could begin a sequence waits for it.
    if (single && begun.size === 0) run(single, event);
  }

  /** True when the press was the binding's last; notes what goes on. */
  function advance(binding: Binding, count: number, event: KeyboardEvent): boolean {
    const next = binding.presses[count];
    if (!next || !matchKeybindingPress(event, next)) return false;
    if (count + 1 === binding.presses.length) return true;
    begun.set(binding, count + 1);
    return false;
  }

  function run({ handler }: Binding, event: KeyboardEvent): void {
    begun.clear();
    event.preventDefault();
    handler(event);
  }

  return {
    /** Returns the way to stop. A handler's key is taken: it does nothing else. */
    bind(wanted: KeyBindings): () => void {
      const own = Object.entries(wanted).map(([keys, handler]) => ({ presses: parseKeybinding(keys), handler }));
      if (bindings.size === 0) target.addEventListener('keydown', onKeyDown);
      for (const binding of own) bindings.add(binding);
      return () => {
        for (const binding of own) bindings.delete(binding);
        if (bindings.size === 0) target.removeEventListener('keydown', onKeyDown);
      };
    },
  };
}

const modifiers = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta']);

/** What completes a field by itself sends events without a key. */
function isKeyEvent(event: Event): event is KeyboardEvent {
  return 'key' in event && 'code' in event && 'getModifierState' in event;
}

/** Binds keys to an element alone, and returns the way to stop. */
export function bindKeys(bindings: KeyBindings, target: HTMLElement): () => void {
  return createKeyBinder(target).bind(bindings);
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
