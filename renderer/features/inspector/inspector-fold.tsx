/** A section of the Inspector whose fold is remembered under its name. */
import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '#renderer/components/button.tsx';
import { SectionFold } from '#renderer/components/section-fold.tsx';
import { useFold } from '#renderer/features/shell/settings-store.ts';

export interface InspectorFoldProps {
  name: string;
  title: string;
  summary?: string;
  onCopy: () => void;
  children: ReactNode;
}

export function InspectorFold(props: InspectorFoldProps) {
  const [isFolded, setFolded] = useFold(props.name);
  return (
    <SectionFold
      title={props.title}
      summary={props.summary}
      tools={
        <IconButton
          label={`Copy ${props.title.toLowerCase()} as JSON`}
          icon={<Copy aria-hidden="true" />}
          onClick={props.onCopy}
        />
      }
      isFolded={isFolded}
      onFoldedChange={setFolded}
    >
      {props.children}
    </SectionFold>
  );
}
