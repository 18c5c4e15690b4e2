/** CodeMirror set up for Gavel: JSON colours from the tokens, control characters made visible, errors at their place. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { linter, type Diagnostic } from '@codemirror/lint';
import { Annotation, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightSpecialChars, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { findJsonError } from '#renderer/lib/decode-metadata.ts';

export interface EditorHandle {
  /** Shows another text; does nothing when it is there already, so that the caret stays. */
  replace(text: string): void;
  focus(): void;
  dispose(): void;
}

/** Marks changes that came from outside, so that they are not reported as typing. */
const fromOutside = Annotation.define<true>();

/** Invisible and direction-changing characters, beyond CodeMirror's own list. */
const hostileCharacters = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc]/g;

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--you)' },
  { tag: tags.string, color: 'var(--ink)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--live)' },
  { tag: tags.punctuation, color: 'var(--ink-3)' },
]);

const look = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--bg)', fontSize: 'var(--text-sm)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': { fontFamily: 'var(--mono)', caretColor: 'var(--ink)', padding: 'var(--s-3)' },
  '.cm-line': { padding: '0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { backgroundColor: 'var(--you-tint)' },
  '.cm-specialChar': { color: 'var(--wait)', border: '1px solid var(--wait)', borderRadius: 'var(--r-1)' },
  '.cm-tooltip': { backgroundColor: 'var(--bg-over)', color: 'var(--ink)', border: '1px solid var(--line-strong)' },
});

/** Ctrl+Enter belongs to the form around the editor: it sends. */
const editorKeymap = defaultKeymap.filter(({ key }) => key !== 'Mod-Enter');

/** Puts an editor into an element. */
export function createEditor(options: {
  parent: HTMLElement;
  label: string;
  value: string;
  styleNonce: string;
  isReadOnly: boolean;
  isJsonExpected: boolean;
  onChange: (text: string) => void;
}): EditorHandle {
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.value,
      extensions: [
        EditorView.cspNonce.of(options.styleNonce),
        EditorView.contentAttributes.of({ 'aria-label': options.label }),
        EditorState.readOnly.of(options.isReadOnly),
        EditorView.lineWrapping,
        highlightSpecialChars({ addSpecialChars: hostileCharacters }),
        drawSelection(),
        history(),
        indentOnInput(),
        bracketMatching(),
        json(),
        syntaxHighlighting(colours),
        look,
        ...(options.isJsonExpected
          ? [linter((shown) => findProblems(shown.state.doc.toString()), { delay: 200 })]
          : []),
        EditorView.domEventHandlers({ beforeinput: typeOverSelection }),
        // Tab is left to the page, so that the keyboard can leave the field.
        keymap.of([...historyKeymap, ...editorKeymap]),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          if (update.transactions.some((transaction) => transaction.annotation(fromOutside))) return;
          options.onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    replace(text) {
      if (view.state.doc.toString() === text) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        annotations: fromOutside.of(true),
      });
    },
    focus: () => view.focus(),
    dispose: () => view.destroy(),
  };
}

/** The browser would keep the colour of the replaced text by a style attribute, which the policy refuses and reports. */
function typeOverSelection({ inputType, data }: InputEvent, view: EditorView): boolean {
  const { state } = view;
  if (inputType !== 'insertText' || data === null || view.composing || state.readOnly) return false;
  if (state.selection.main.empty) return false;
  view.dispatch(state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
  return true;
}

function findProblems(text: string): Diagnostic[] {
  const error = findJsonError(text);
  if (!error) return [];
  const from = Math.min(error.offset, Math.max(0, text.length - 1));
  return [{ from, to: Math.min(text.length, from + 1), severity: 'error', message: error.reason }];
}
