/** Which paths of the rooms' metadata are columns: those seen, with how many rooms have them and what one has there. */
import { Columns3 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { PopoverPanel } from '#renderer/components/popover-panel.tsx';
import { TextField } from '#renderer/components/text-field.tsx';
import { formatCount } from '#renderer/lib/format.ts';
import type { PathOffer } from './room-metadata.ts';

export interface MetadataColumnsProps {
  /** Field names of the columns that are shown. */
  chosen: readonly string[];
  /** Looks into the rooms' metadata: asked only while the menu is open. */
  listOffers: () => PathOffer[];
  onShownChange: (name: string, isShown: boolean) => void;
}

/** More columns than anybody reads. */
export const maxMetadataColumns = 12;
const drawnOffers = 100;

export function MetadataColumns(props: MetadataColumnsProps) {
  const { chosen } = props;
  return (
    <PopoverPanel
      name="Metadata columns"
      className="lobby-columns"
      trigger={
        <Button size="small" icon={<Columns3 className="lobby-icon" aria-hidden="true" />}>
          Metadata columns{chosen.length > 0 && ` ${formatCount(chosen.length)}`}
        </Button>
      }
    >
      <Offers {...props} />
    </PopoverPanel>
  );
}

function Offers({ chosen, listOffers, onShownChange }: MetadataColumnsProps) {
  const [search, setSearch] = useState('');
  const offers = addMissing(listOffers(), chosen);
  const wanted = search.trim().toLowerCase();
  const found = offers.filter(({ name, sample }) => `${name} ${sample}`.toLowerCase().includes(wanted));
  const isFull = chosen.length >= maxMetadataColumns;
  if (offers.length === 0) {
    return <p className="lobby-columns-note">No room has metadata that is a JSON object.</p>;
  }
  return (
    <>
      <TextField label="Find a path or value" value={search} onValueChange={setSearch} />
      {isFull && <p className="lobby-columns-note">No more than {maxMetadataColumns} at a time.</p>}
      <ul className="lobby-columns-list">
        {found.slice(0, drawnOffers).map(({ name, rooms, sample }) => {
          const isChosen = chosen.includes(name);
          return (
            <li key={name}>
              <label className="lobby-columns-offer">
                <input
                  type="checkbox"
                  checked={isChosen}
                  disabled={isFull && !isChosen}
                  onChange={() => onShownChange(name, !isChosen)}
                />
                <span className="base-mono lobby-columns-name">
                  <HostileText text={name} maxCharacters={80} />
                </span>
                <span className="lobby-columns-sample">
                  <HostileText text={sample} maxCharacters={60} />
                </span>
                <span className="lobby-quiet">{rooms === 1 ? '1 room' : `${formatCount(rooms)} rooms`}</span>
              </label>
            </li>
          );
        })}
      </ul>
      {found.length > drawnOffers && (
        <p className="lobby-columns-note">{formatCount(found.length - drawnOffers)} more: search to see them.</p>
      )}
      {found.length === 0 && <p className="lobby-columns-note">No path and no sample has that in it.</p>}
    </>
  );
}

/** A column that was chosen stays to be taken away, also while no room has its path. */
function addMissing(offers: readonly PathOffer[], chosen: readonly string[]): PathOffer[] {
  const seen = new Set(offers.map(({ name }) => name));
  const missing = chosen.filter((name) => !seen.has(name)).map((name) => ({ name, rooms: 0, sample: '' }));
  return [...missing, ...offers];
}
