/** Opens the legend, by a button in the roster's tools or by its key. */
import { CircleQuestionMark } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '#renderer/components/button.tsx';
import { showKeys, useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import { LegendDialog } from './legend-dialog.tsx';

const legendCommand = {
  id: 'roster.legend',
  label: 'Legend: what glyphs, lamps, badges and switches mean',
  place: 'Room',
  keys: 'g l',
} as const satisfies CommandDefinition;

export function LegendButton() {
  const [isOpen, setOpen] = useState(false);
  useCommands([{ ...legendCommand, run: () => setOpen(true) }]);
  return (
    <>
      <IconButton
        label="Legend"
        keys={showKeys(legendCommand.keys)}
        icon={<CircleQuestionMark aria-hidden="true" />}
        onClick={() => setOpen(true)}
      />
      {isOpen && <LegendDialog onClose={() => setOpen(false)} />}
    </>
  );
}
