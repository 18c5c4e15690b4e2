/** A section with a 28 px head that folds. The owner remembers whether it is folded. */
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import './section-fold.css';

export interface SectionFoldProps {
  title: string;
  /** Said at the right end of the head: counts, sizes, ages. */
  summary?: ReactNode;
  /** Verbs for the whole section, at the end of its head. */
  tools?: ReactNode;
  isFolded: boolean;
  onFoldedChange: (isFolded: boolean) => void;
  children: ReactNode;
}

export function SectionFold({ title, summary, tools, isFolded, onFoldedChange, children }: SectionFoldProps) {
  const id = useId();
  return (
    <section className="section-fold" aria-label={title}>
      <h3 className="section-fold-head">
        <button
          type="button"
          className="section-fold-button"
          aria-expanded={!isFolded}
          aria-controls={id}
          onClick={() => onFoldedChange(!isFolded)}
        >
          {isFolded ? <ChevronRight aria-hidden="true" /> : <ChevronDown aria-hidden="true" />}
          <span className="section-fold-title">{title}</span>
          {summary !== undefined && <span className="section-fold-summary">{summary}</span>}
        </button>
        {tools}
      </h3>
      <div id={id} className="section-fold-body" hidden={isFolded}>
        {!isFolded && children}
      </div>
    </section>
  );
}
