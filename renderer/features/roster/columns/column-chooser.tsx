/** Chooses what is a column: every field, attribute key and path of metadata seen in the room, searchable, with samples and counts. */
import { Columns3 } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { PopoverPanel } from '#renderer/components/popover-panel.tsx';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { SegmentedChoice } from '#renderer/components/segmented-choice.tsx';
import { TextField } from '#renderer/components/text-field.tsx';
import { setAppearance, useSettings } from '#renderer/features/shell/settings-store.ts';
import { ColumnOfferLine, stepThroughBoxes } from '#renderer/features/grid-tools/column-offer.tsx';
import { showKeys, useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import { formatCount } from '#renderer/lib/format.ts';
import type { ColumnTable, GridColumn } from '#renderer/table/types.ts';
import { usePreferences } from '../preferences-store.ts';
import { areOthersShown, maxMetadataColumns } from '#renderer/features/grid-tools/column-choices.ts';
import { rosterColumnRules } from '../roster-columns.ts';
import { useColumnChoices } from './column-layout.ts';
import { changeRosterColumns } from './use-head-control.ts';
import { setTotals, totalsCommand } from './use-totals.ts';
import { findPaths, type PathFindings } from './find-paths.ts';
import { listOffers, offerKinds, searchOffers, type ColumnOffer } from './list-offers.ts';
import '#renderer/features/grid-tools/column-chooser.css';

const chooseCommand = {
  id: 'roster.columns',
  label: 'Choose columns',
  place: 'Room',
  keys: 'Shift+C',
} as const satisfies CommandDefinition;
const drawnOffers = 150;

export interface ColumnChooserProps {
  table: ColumnTable;
  offered: readonly GridColumn[];
  drawn: readonly GridColumn[];
  /** Some attribute keys have no column at all. */
  missing: string | undefined;
}

export function ColumnChooser(props: ColumnChooserProps) {
  const [isOpen, setOpen] = useState(false);
  useCommands([{ ...chooseCommand, run: () => setOpen(true) }]);
  return (
    <PopoverPanel
      name="Columns"
      className="column-chooser"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button
          look="quiet"
          icon={<Columns3 className="column-chooser-icon" aria-hidden="true" />}
          hint={`Choose what is a column. ${showKeys(chooseCommand.keys)}`}
        >
          Columns <span className="column-chooser-count">{formatCount(props.drawn.length)}</span>
        </Button>
      }
    >
      <Chooser {...props} />
    </PopoverPanel>
  );
}

function Chooser({ table, offered, drawn, missing }: ColumnChooserProps) {
  const [search, setSearch] = useState('');
  const [findings, setFindings] = useState<PathFindings>();
  const choices = useColumnChoices((state) => state.choices);
  const density = useSettings((settings) => settings.density);
  const hasTotals = usePreferences(({ preferences }) => preferences.hasTotals === true);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => findPaths(table, setFindings), [table]);
  const changes = useMemo(() => changeRosterColumns(offered), [offered]);
  const offers = useMemo(
    () => listOffers(table, offered, drawn, findings?.paths ?? []),
    [table, offered, drawn, findings],
  );
  const found = searchOffers(offers, search);
  const shown = new Set(drawn.map(({ name }) => name));
  const isFull = drawn.filter(({ group }) => group === 'meta').length >= maxMetadataColumns;

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows only go through the boxes, which Tab reaches too
    <div className="column-chooser-body" onKeyDown={(event) => stepThroughBoxes(event, list.current)}>
      <TextField label="Find a field, key, path or value" value={search} onValueChange={setSearch} />
      <div className="column-chooser-list" ref={list}>
        {offerKinds.map((kind) => {
          const ofKind = found.slice(0, drawnOffers).filter((offer) => offer.kind === kind);
          return (
            ofKind.length > 0 && (
              <div key={kind} role="group" aria-label={kind}>
                <div className="menu-heading" aria-hidden="true">
                  {kind}
                </div>
                {ofKind.map((offer) => (
                  <ColumnOfferLine
                    key={offer.name}
                    name={offer.name}
                    sample={offer.sample}
                    count={offer.people === 1 ? '1 person' : `${formatCount(offer.people)} people`}
                    isShown={shown.has(offer.name)}
                    offReason={explainOff(offer, shown, isFull)}
                    onShownChange={(isShown) => (isShown ? changes.show(offer.name) : changes.hide(offer.name))}
                  />
                ))}
              </div>
            )
          );
        })}
        <Notes
          findings={findings}
          hiddenOffers={found.length - drawnOffers}
          isNothing={found.length === 0}
          missing={missing}
        />
      </div>
      <label className="column-chooser-offer column-chooser-others">
        <input
          type="checkbox"
          checked={areOthersShown(choices)}
          onChange={(event) => changes.setOthersShown(event.target.checked)}
        />
        Attribute keys that nobody had before become columns
      </label>
      <label className="column-chooser-offer column-chooser-others">
        <input type="checkbox" checked={hasTotals} onChange={(event) => void setTotals(event.target.checked)} />
        <span>
          {totalsCommand.label} <KeyHint keys={showKeys(totalsCommand.keys)} />
        </span>
      </label>
      <div className="column-chooser-foot">
        <SegmentedChoice
          label="Density"
          value={density}
          choices={[
            { value: 'compact', label: 'Compact' },
            { value: 'regular', label: 'Regular' },
            { value: 'roomy', label: 'Roomy' },
          ]}
          onValueChange={(next) => setAppearance({ density: next })}
        />
        <Button
          offReason={choices ? undefined : 'The columns are as they come.'}
          hint="Every column back to its own place and width."
          onClick={changes.reset}
        >
          Reset columns
        </Button>
      </div>
    </div>
  );
}

interface NotesProps {
  findings: PathFindings | undefined;
  hiddenOffers: number;
  isNothing: boolean;
  missing: string | undefined;
}

function Notes({ findings, hiddenOffers, isNothing, missing }: NotesProps) {
  const notes = [
    hiddenOffers > 0 ? `${formatCount(hiddenOffers)} more: search to see them.` : undefined,
    isNothing ? 'No name and no sample has that in it.' : undefined,
    findings ? undefined : 'Looking into everybody’s metadata …',
    findings?.isCut
      ? `More than ${formatCount(findings.paths.length)} paths: these are the first that were found.`
      : undefined,
    findings && findings.tooLarge > 0
      ? `The metadata of ${formatCount(findings.tooLarge)} is too large to be looked into.`
      : undefined,
    missing,
  ];
  return notes.map(
    (note) =>
      note !== undefined && (
        <p key={note} className="column-chooser-note">
          {note}
        </p>
      ),
  );
}

function explainOff({ name, kind }: ColumnOffer, shown: ReadonlySet<string>, isFull: boolean): string | undefined {
  if (name === rosterColumnRules.rowName) return 'It says who a row is, and stays.';
  if (kind === 'Metadata' && isFull && !shown.has(name)) return `No more than ${maxMetadataColumns} paths at a time.`;
  return undefined;
}
