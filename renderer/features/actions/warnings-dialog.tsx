/** What a plan warns of, asked before it is sent. */
import { useRef } from 'react';
import { findVerb } from '#contract/verbs/registry';
import { Button } from '#renderer/components/button.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { formatCount } from '#renderer/lib/format.ts';
import type { ActionState } from './action-store.ts';

type Review = NonNullable<ActionState['review']>;

/** Asks about a plan's warnings. One at a time: where a report stands open, it is drawn there. */
export function WarningsDialog({ review: { plan, answer } }: { review: Review }) {
  const changing = plan.targets.filter(({ disposition }) => disposition === 'change');
  const [target] = changing;
  const who = changing.length > 1 ? `${formatCount(changing.length)} people` : (target?.target ?? plan.room);
  const { label } = findVerb(plan.verb);
  const act = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      title={`${label}: ${who}`}
      isOpen
      width="narrow"
      initialFocus={act}
      onClose={() => answer(false)}
      actions={
        <>
          <Button size="large" keys="Esc" onClick={() => answer(false)}>
            Cancel
          </Button>
          <Button size="large" look="primary" keys="Enter" ref={act} onClick={() => answer(true)}>
            {label}
          </Button>
        </>
      }
    >
      <ul className="action-warnings">
        {plan.warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </Dialog>
  );
}
