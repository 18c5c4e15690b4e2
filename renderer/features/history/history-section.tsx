/** The history of one person in the Inspector, all fields or one. */
import { useState } from 'react';
import { showEvent } from '#renderer/features/activity/shown-event.ts';
import { spellHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import type { RoomSession } from '#renderer/room/types.ts';
import { HistoryList } from './history-list.tsx';
import { countFields, type HistoryEntry } from './list-history.ts';

const every = '';
const optionCharacters = 60;

export interface HistorySectionProps {
  session: RoomSession;
  entries: readonly HistoryEntry[];
}

export function HistorySection({ session, entries }: HistorySectionProps) {
  const [field, setField] = useState(every);
  const fields = countFields(entries);
  const shown = field === every ? entries : entries.filter((entry) => entry.field === field);
  return (
    <>
      {fields.length > 1 && (
        <label className="history-choice">
          Field
          <select value={field} onChange={(event) => setField(event.target.value)}>
            <option value={every}>all, {entries.length}</option>
            {fields.map(({ field: name, count }) => (
              <option key={name} value={name}>
                {spellHostileText(name, optionCharacters)}, {count}
              </option>
            ))}
          </select>
        </label>
      )}
      <HistoryList
        key={field}
        entries={shown}
        events={session.events}
        isFieldNamed={field === every}
        onShowEvent={showEvent}
      />
    </>
  );
}
