/** Settings of the app, the same for every window: how it looks, and what it is. */
import { useEffect, useState } from 'react';
import type { AppInfo } from '#contract/domain/app-info';
import { ReadingDialog } from '#renderer/components/reading-dialog.tsx';
import { SegmentedChoice } from '#renderer/components/segmented-choice.tsx';
import { request } from '#renderer/lib/bridge.ts';
import { useAppearanceChoices } from './appearance-choices.ts';
import './settings-dialog.css';

export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const appearance = useAppearanceChoices();
  const [info, setInfo] = useState<AppInfo>();
  useEffect(() => {
    void request('app:read-info', {}).then((answer) => {
      if (answer.ok) setInfo(answer.value);
    });
  }, []);
  return (
    <ReadingDialog title="Settings" onClose={onClose}>
      <div className="settings">
        {appearance.map(({ heading, value, choices, onChoose }) => (
          <SegmentedChoice key={heading} label={heading} choices={choices} value={value} onValueChange={onChoose} />
        ))}
        <p className="settings-note">
          Panes, folds, the tab of Activity and where each window stood are remembered by themselves.
        </p>
        {info && (
          <p className="settings-note base-selectable">
            Gavel {info.version} · Electron {info.electron} · Chromium {info.chrome}
          </p>
        )}
      </div>
    </ReadingDialog>
  );
}
