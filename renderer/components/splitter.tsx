/** Panes with bars between them that are dragged, moved by arrow keys, and reset by a double click. Sizes are percent. */
import type { ReactNode } from 'react';
import { Group, Panel, Separator, type PanelImperativeHandle } from 'react-resizable-panels';
import type { Ref } from 'react';
import './splitter.css';

export interface SplitterPane {
  id: string;
  content: ReactNode;
  /** With a unit: `18.75rem`, `60%`. */
  defaultSize?: string;
  minSize?: string;
  maxSize?: string;
  /** Size of what stays when it is folded; absent for panes that do not fold. */
  foldedSize?: string;
  handle?: Ref<PanelImperativeHandle | null>;
  onFoldedChange?: (isFolded: boolean) => void;
  /** Keeps its pixels while the window is resized. */
  isFixed?: boolean;
}

export interface SplitterProps {
  name: string;
  orientation: 'horizontal' | 'vertical';
  panes: readonly SplitterPane[];
  /** Remembered sizes, one for each pane; anything else counts as nothing remembered. */
  sizes: readonly number[] | undefined;
  onSizesChange: (sizes: number[]) => void;
}

export function Splitter({ name, orientation, panes, sizes, onSizesChange }: SplitterProps) {
  const layout = toLayout(panes, sizes);
  return (
    <Group
      // Panes have ids too, and one may be called like its group.
      id={`splitter-${name}`}
      className="splitter"
      orientation={orientation}
      {...(layout ? { defaultLayout: layout } : {})}
      onLayoutChanged={(changed, { isUserInteraction }) => {
        if (isUserInteraction) onSizesChange(panes.map(({ id }) => changed[id] ?? 0));
      }}
    >
      {panes.map((pane, index) => [
        index > 0 && (
          <Separator
            key={`bar-${pane.id}`}
            className={`splitter-bar splitter-bar-${orientation}`}
            aria-label={`Size of ${pane.id}`}
            // The library resets the panes; what was remembered must not come back with the next window.
            onDoubleClick={() => onSizesChange([])}
          />
        ),
        <Panel
          key={pane.id}
          id={pane.id}
          className="splitter-pane"
          {...(pane.defaultSize === undefined ? {} : { defaultSize: pane.defaultSize })}
          {...(pane.minSize === undefined ? {} : { minSize: pane.minSize })}
          {...(pane.maxSize === undefined ? {} : { maxSize: pane.maxSize })}
          {...(pane.foldedSize === undefined ? {} : { collapsible: true, collapsedSize: pane.foldedSize })}
          {...(pane.handle === undefined ? {} : { panelRef: pane.handle })}
          groupResizeBehavior={pane.isFixed ? 'preserve-pixel-size' : 'preserve-relative-size'}
          onResize={(size, _id, previous) => {
            if (!pane.onFoldedChange || pane.foldedSize === undefined || previous === undefined) return;
            const foldedPx = Number.parseFloat(pane.foldedSize) * rootFontPx();
            pane.onFoldedChange(size.inPixels <= foldedPx + 1);
          }}
        >
          {pane.content}
        </Panel>,
      ])}
    </Group>
  );
}

function rootFontPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** Remembered sizes as the library wants them; undefined if they are for other panes or do not add up. */
export function toLayout(
  panes: readonly Pick<SplitterPane, 'id'>[],
  sizes: readonly number[] | undefined,
): Record<string, number> | undefined {
  if (!sizes || sizes.length !== panes.length) return undefined;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (Math.abs(total - 100) > 1) return undefined;
  return Object.fromEntries(panes.map(({ id }, index) => [id, sizes[index] ?? 0]));
}
