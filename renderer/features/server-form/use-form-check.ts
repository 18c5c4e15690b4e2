/** The check of what a form holds: asked for by hand or before saving, and only of what is entered still. */
import { useEffect, useRef, useState } from 'react';
import type { CheckExtent, CheckReport } from '#contract/domain/server-check';
import type { Result } from '#contract/result';
import { useCheck, type CheckState } from '#renderer/features/server-check/use-check.ts';
import { describeCheckable, type FormDraft } from './server-draft.ts';

export interface FormCheck {
  /** Of whatever was entered then. */
  state: CheckState | undefined;
  /** What is entered now, as far as a check depends on it. */
  text: string;
  /** Of what is entered now; undefined where that was not checked. */
  current: CheckState | undefined;
  isRunning: boolean;
  run: (extent: CheckExtent) => Promise<Result<CheckReport>>;
  stop: () => void;
}

/** `isBinding`: what is being checked is to be saved as it is, so a change calls the check off. */
export function useFormCheck(draft: FormDraft, isBinding: boolean): FormCheck {
  const { state, start, stop } = useCheck();
  const [checkedText, setCheckedText] = useState('');
  const checkable = describeCheckable(draft);
  const text = JSON.stringify(checkable);
  const lastText = useRef(text);
  useEffect(() => {
    if (lastText.current === text) return;
    lastText.current = text;
    if (isBinding) stop();
  }, [text, isBinding, stop]);
  return {
    state,
    text,
    current: checkedText === text ? state : undefined,
    isRunning: state?.isRunning ?? false,
    run(extent) {
      setCheckedText(text);
      return start({ draft: checkable, extent });
    },
    stop,
  };
}
