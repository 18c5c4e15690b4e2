/** The nonce for style elements that libraries add at run time (CodeMirror, Base UI). */

let nonce: string | undefined;

/** Remembers the nonce that main gave this load, for `readStyleNonce`. */
export function rememberStyleNonce(value: string): void {
  nonce = value;
}

/** Nonce of this load; empty when there is none (tests without a policy). */
export function readStyleNonce(): string {
  if (nonce) return nonce;
  // Browsers hide the attribute's text; the property keeps it.
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
