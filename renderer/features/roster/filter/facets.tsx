/** Facets: fields of which many share a value, each value with how many people have it, to be chosen or left out. */
import { CircleMinus, ListFilter } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { findChoice } from '#contract/filter/combine-filter';
import type { CatalogueValue } from '#contract/filter/complete-filter';
import { Button, IconButton } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { PopoverPanel } from '#renderer/components/popover-panel.tsx';
import { TextField } from '#renderer/components/text-field.tsx';
import { formatCount } from '#renderer/lib/format.ts';
import { showKeys, useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import type { ColumnTable, TableView } from '#renderer/table/types.ts';
import { countPresent } from '../present-rows.ts';
import { listFacets, type Facet } from './count-values.ts';
import { nameValue } from './name-value.ts';
import { filterOf, type RosterFilter } from './roster-filter.ts';
import './facets.css';

/** Counting again and again must not cost what it tells. */
const countedEveryMs = 2_000;
/** People make up attributes themselves; more are reached by typing. */
const maxCountedColumns = 80;
const drawnCharacters = 60;

export interface FacetsProps {
  table: ColumnTable;
  view: TableView;
}

const facetsCommand = {
  id: 'roster.facets',
  label: 'Facets: values with how many people have each',
  place: 'Room',
  keys: 'Shift+F',
} as const satisfies CommandDefinition;

export function Facets(props: FacetsProps) {
  const [isOpen, setOpen] = useState(false);
  useCommands([{ ...facetsCommand, run: () => setOpen(true) }]);
  return (
    <PopoverPanel
      name="Facets"
      className="facets"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button
          look="quiet"
          icon={<ListFilter className="facets-icon" aria-hidden="true" />}
          hint={`Values that many share, to show or leave out. ${showKeys(facetsCommand.keys)}`}
        >
          Facets
        </Button>
      }
    >
      <FacetList {...props} />
    </PopoverPanel>
  );
}

function FacetList({ table, view }: FacetsProps) {
  const [search, setSearch] = useState('');
  const countedAt = Math.floor(useNow() / countedEveryMs);
  const [facets, setFacets] = useState<readonly Facet[]>();
  useEffect(
    () => listFacets(table, table.columns().slice(0, maxCountedColumns), setFacets),
    // Counted anew as time goes on.
    [table, countedAt],
  );
  const found = findFacets(facets ?? [], search.trim().toLowerCase());
  const filter = filterOf(view);
  return (
    <>
      <TextField label="Find a field or value" value={search} onValueChange={setSearch} />
      <p className="facets-note">Of {formatCount(countPresent(table))} in the list, filtered or not.</p>
      <div className="facets-list">
        {found.map((facet) => (
          <FacetRows key={facet.name} facet={facet} filter={filter} />
        ))}
      </div>
      {facets && found.length === 0 && <p className="facets-note">No field that many share has that in it.</p>}
    </>
  );
}

function findFacets(facets: readonly Facet[], wanted: string): readonly Facet[] {
  if (wanted === '') return facets;
  return facets.flatMap((facet) => {
    if (facet.name.toLowerCase().includes(wanted)) return [facet];
    const values = facet.values.filter(({ value }) => nameValue(facet.name, value).toLowerCase().includes(wanted));
    return values.length === 0 ? [] : [{ ...facet, values }];
  });
}

function FacetRows({ facet: { name, values }, filter }: { facet: Facet; filter: RosterFilter }) {
  return (
    <fieldset className="facets-field">
      <legend>
        <HostileText text={name} maxCharacters={drawnCharacters} />
      </legend>
      {values.map((counted) => (
        <FacetValue key={`${typeof counted.value} ${counted.value}`} field={name} counted={counted} filter={filter} />
      ))}
    </fieldset>
  );
}

function FacetValue(props: { field: string; counted: CatalogueValue; filter: RosterFilter }) {
  const { field, counted, filter } = props;
  const { value, count } = counted;
  const choice = useSyncExternalStore(filter.subscribe, () => findChoice(filter.state().applied.tree, field, value));
  const word = nameValue(field, value);
  return (
    <div className="facets-value">
      <label className="facets-choice">
        <input
          type="checkbox"
          aria-label={`Show ${field} ${word}, ${formatCount(count)}`}
          checked={choice === 'include'}
          onChange={() => filter.choose(field, value, choice === 'include' ? 'clear' : 'include')}
        />
        <span className={choice === 'exclude' ? 'facets-word facets-word-out' : 'facets-word'}>
          <HostileText text={word} maxCharacters={drawnCharacters} />
        </span>
        <span className="facets-count">{formatCount(count)}</span>
      </label>
      <IconButton
        label={`Leave out ${field} ${word}`}
        icon={<CircleMinus aria-hidden="true" />}
        aria-pressed={choice === 'exclude'}
        onClick={() => filter.choose(field, value, choice === 'exclude' ? 'clear' : 'exclude')}
      />
    </div>
  );
}
