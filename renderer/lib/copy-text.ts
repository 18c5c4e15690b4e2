/** Copies text by way of main, which needs no clipboard permission in the page. */
import type { Result } from '#contract/result';
import { request } from './bridge.ts';

export function copyText(text: string): Promise<Result<null>> {
  return request('app:copy-text', { text });
}
