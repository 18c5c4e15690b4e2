/** Which columns a grid beside the roster shows: each with how many rows have it; those that were hidden come back here. */
import { Columns3 } from 'lucide-react';
import { useRef } from 'react';
import type { GridName } from '#contract/domain/roster-preferences';
import { Button } from '#renderer/components/button.tsx';
import { PopoverPanel } from '#renderer/components/popover-panel.tsx';
import { formatCount } from '#renderer/lib/format.ts';
import type { ColumnTable } from '#renderer/table/types.ts';
import { ColumnOfferLine, stepThroughBoxes } from './column-offer.tsx';
import type { GridColumns } from './use-grid-columns.ts';
import './column-chooser.css';

export interface ColumnsButtonProps {
  grid: GridName;
  table: ColumnTable;
  columns: GridColumns;
  isSmall?: boolean;
}

export function ColumnsButton({ grid, table, columns, isSmall = false }: ColumnsButtonProps) {
  return (
    <PopoverPanel
      name={`Columns of ${grid}`}
      className="column-chooser column-chooser-small"
      trigger={
        <Button
          size={isSmall ? 'small' : 'regular'}
          look="quiet"
          icon={<Columns3 className="column-chooser-icon" aria-hidden="true" />}
        >
          Columns
        </Button>
      }
    >
      <Chooser table={table} columns={columns} />
    </PopoverPanel>
  );
}

function Chooser({ table, columns }: Pick<ColumnsButtonProps, 'table' | 'columns'>) {
  const { offered, drawn, changes, control, resetOff } = columns;
  const list = useRef<HTMLDivElement>(null);
  const shown = new Set(drawn.map(({ name }) => name));
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows only go through the boxes, which Tab reaches too
    <div className="column-chooser-body" onKeyDown={(event) => stepThroughBoxes(event, list.current)}>
      <div className="column-chooser-list" ref={list}>
        {offered.map(({ name, label, isBare }) => (
          <ColumnOfferLine
            key={name}
            name={name}
            sample={label}
            count={isBare ? '' : `${formatCount(table.countKnown(name))} rows`}
            isShown={shown.has(name)}
            offReason={control.explainFixed(name)}
            onShownChange={(isShown) => (isShown ? changes.show(name) : changes.hide(name))}
          />
        ))}
      </div>
      <div className="column-chooser-foot">
        <Button offReason={resetOff} hint="Every column back to its own place and width." onClick={changes.reset}>
          Reset columns
        </Button>
      </div>
    </div>
  );
}
