/** A text field for JSON (or any text): CodeMirror, loaded when first shown. Holds no draft of its own: value in, changes out. */
import { useEffect, useRef, useState } from 'react';
import type { EditorHandle } from './codemirror.ts';
import './json-editor.css';

export interface JsonEditorProps {
  label: string;
  value: string;
  onChange?: (value: string) => void;
  /** Nonce of the page's style policy; CodeMirror adds its rules at run time. */
  styleNonce: string;
  isReadOnly?: boolean;
  /** Malformed JSON is underlined; plain text is allowed when false. */
  isJsonExpected?: boolean;
  /** Takes the focus when it appears. */
  hasAutoFocus?: boolean;
}

export function JsonEditor(props: JsonEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorHandle | undefined>(undefined);
  const latest = useRef(props);
  const [isLoaded, setLoaded] = useState(false);
  const [failure, setFailure] = useState<string>();

  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const parent = host.current;
    if (!parent) return undefined;
    let isGone = false;
    import('./codemirror.ts').then(
      ({ createEditor }) => {
        if (isGone) return;
        const { label, value, styleNonce, isReadOnly, isJsonExpected, hasAutoFocus } = latest.current;
        editor.current = createEditor({
          parent,
          label,
          value,
          styleNonce,
          isReadOnly: isReadOnly ?? false,
          isJsonExpected: isJsonExpected ?? false,
          onChange: (text) => latest.current.onChange?.(text),
        });
        if (hasAutoFocus) editor.current.focus();
        setLoaded(true);
      },
      (error: unknown) => setFailure(error instanceof Error ? error.message : 'unknown'),
    );
    return () => {
      isGone = true;
      editor.current?.dispose();
      editor.current = undefined;
    };
  }, []);

  useEffect(() => {
    editor.current?.replace(props.value);
  }, [props.value, isLoaded]);

  if (failure !== undefined) {
    // The editor's chunk could not be loaded: a plain field still lets the moderator work.
    return (
      <textarea
        className="json-editor json-editor-plain"
        aria-label={props.label}
        readOnly={props.isReadOnly}
        value={props.value}
        onChange={(event) => props.onChange?.(event.target.value)}
      />
    );
  }
  return <div ref={host} className="json-editor" data-loaded={isLoaded} />;
}
