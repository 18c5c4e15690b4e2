/** A section of the Inspector whose fold is remembered under its name. */
import type { ReactNode } from 'react';
import { SectionFold } from '#renderer/components/section-fold.tsx';
import { useFold } from '#renderer/features/shell/settings-store.ts';

export function InspectorFold(props: { name: string; title: string; summary?: string; children: ReactNode }) {
  const [isFolded, setFolded] = useFold(props.name);
  return (
    <SectionFold title={props.title} summary={props.summary} isFolded={isFolded} onFoldedChange={setFolded}>
      {props.children}
    </SectionFold>
  );
}
