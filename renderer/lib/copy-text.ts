/** Copies text by way of main, which needs no clipboard permission in the page. The one exit of texts to the clipboard. */
import type { Result } from '#contract/result';
import { request } from './bridge.ts';

let hide: (text: string) => string = (text) => text;

/** Whatever is copied goes through this first. */
export function guardCopies(hideValues: (text: string) => string): void {
  hide = hideValues;
}

/** A text that leaves the window another way, without what is to be hidden. */
export function hideMasked(text: string): string {
  return hide(text);
}

export function copyText(text: string): Promise<Result<null>> {
  return request('app:copy-text', { text: hide(text) });
}

/** Takes a text that is selected by hand the same way; call it once for a window. Returns the way to stop. */
export function guardSelections(): () => void {
  const onCopy = (event: ClipboardEvent): void => {
    const field = document.activeElement;
    const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
    const selected = isField
      ? field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)
      : (getSelection()?.toString() ?? '');
    if (event.defaultPrevented || selected === '') return;
    const told = hide(selected);
    if (told === selected) return;
    event.preventDefault();
    event.clipboardData?.setData('text/plain', told);
  };
  document.addEventListener('copy', onCopy);
  return () => document.removeEventListener('copy', onCopy);
}
