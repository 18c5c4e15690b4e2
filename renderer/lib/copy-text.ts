/** Copies text by way of main, which needs no clipboard permission in the page. The one exit of texts to the clipboard. */
import type { Result } from '#contract/result';
import { request } from './bridge.ts';

type Hide = (text: string) => string;

let begin: () => Hide = () => (text) => text;

/** Whatever is copied goes through this first. @param beginHiding looks up once what is to be hidden in many texts */
export function guardCopies(beginHiding: () => Hide): void {
  begin = beginHiding;
}

/** For many texts that leave the window together: what is hidden now is looked up once. */
export function beginHiding(): Hide {
  return begin();
}

/** A text that leaves the window another way, without what is to be hidden. */
export function hideMasked(text: string): string {
  return begin()(text);
}

export function copyText(text: string): Promise<Result<null>> {
  return request('app:copy-text', { text: hideMasked(text) });
}

/** Takes a text that is selected by hand the same way; call it once for a window. Returns the way to stop. */
export function guardSelections(): () => void {
  const onCopy = (event: ClipboardEvent): void => {
    // An editor that does it itself has put its text there already, and has cut it.
    const isDone = event.defaultPrevented;
    const selected = isDone ? (event.clipboardData?.getData('text/plain') ?? '') : readSelected();
    const told = selected === '' ? selected : hideMasked(selected);
    if (told === selected) return;
    event.preventDefault();
    event.clipboardData?.setData('text/plain', told);
    if (event.type === 'cut' && !isDone) removeSelected();
  };
  const onDragStart = (event: DragEvent): void => {
    const dragged = event.dataTransfer?.getData('text/plain') ?? '';
    // Another text must not arrive where it was only moved within a draft: it stays where it is.
    if (dragged !== '' && hideMasked(dragged) !== dragged) event.preventDefault();
  };
  document.addEventListener('copy', onCopy);
  document.addEventListener('cut', onCopy);
  document.addEventListener('dragstart', onDragStart);
  return () => {
    document.removeEventListener('copy', onCopy);
    document.removeEventListener('cut', onCopy);
    document.removeEventListener('dragstart', onDragStart);
  };
}

function findField(): HTMLInputElement | HTMLTextAreaElement | undefined {
  const field = document.activeElement;
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field : undefined;
}

function readSelected(): string {
  const field = findField();
  return field
    ? field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)
    : (getSelection()?.toString() ?? '');
}

/** As the key does it, so that it can be undone. */
function removeSelected(): void {
  const field = findField();
  if (!field || field.readOnly || field.disabled) return;
  // oxlint-disable-next-line typescript/no-deprecated -- nothing else takes a text out of a field and can be undone
  document.execCommand('delete');
}
