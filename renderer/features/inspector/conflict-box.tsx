/** Somebody else changed what is being typed: was, now and yours side by side, and three ways on. The draft stays. */
import { Button } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import type { Conflict } from './conflict.ts';

export interface ConflictBoxProps {
  /** What is in conflict, for assistive software: `metadata`, `attribute team`. */
  what: string;
  conflict: Conflict;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
  onMerge: (merged: string) => void;
}

export function ConflictBox({ what, conflict, onKeepMine, onTakeTheirs, onMerge }: ConflictBoxProps) {
  const { merged, note } = conflict;
  return (
    <section className="inspector-conflict" aria-label={`Conflict: ${what}`}>
      <h4 className="inspector-conflict-title">Changed while you typed</h4>
      <dl className="inspector-conflict-values">
        <dt>was</dt>
        <dd>
          <ConflictValue text={conflict.was} />
        </dd>
        <dt>now</dt>
        <dd>
          <ConflictValue text={conflict.now} />
        </dd>
        <dt>yours</dt>
        <dd>
          <ConflictValue text={conflict.yours} />
        </dd>
      </dl>
      {note !== undefined && <p className="inspector-conflict-note">{note}</p>}
      <div className="inspector-buttons">
        <Button size="small" offReason={conflict.keepMineOff} onClick={onKeepMine}>
          Keep mine
        </Button>
        <Button size="small" onClick={onTakeTheirs}>
          Take theirs
        </Button>
        <Button
          size="small"
          offReason={
            merged === undefined ? 'Both changed the same place, so there is nothing to merge by itself.' : undefined
          }
          onClick={() => merged !== undefined && onMerge(merged)}
        >
          Merge
        </Button>
      </div>
    </section>
  );
}

function ConflictValue({ text }: { text: string | undefined }) {
  if (text === undefined) return <span className="inspector-nothing">not there</span>;
  if (text === '') return <span className="inspector-nothing">empty</span>;
  return <HostileText text={text} />;
}
