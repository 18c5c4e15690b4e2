/** In the room's header as long as anything is taken of somebody in it: of whom, how loud, and the way to stop. */
import { Ear, Eye } from 'lucide-react';
import { Button } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { showKeys } from '#renderer/lib/commands.ts';
import { spellHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import { stopListeningCommand } from './listening-commands.ts';
import { listeningStore, type ListeningState } from './listening-store.ts';
import { useListening } from './use-listening.ts';
import './listening.css';

export function ListeningBadge({ room }: { room: string }) {
  const state = useListening();
  if (state.room !== room) return null;
  const { identity, parts, volume } = state;
  return (
    <div className="listening-badge" role="group" aria-label="Listening">
      {parts.listen && <Ear className="listening-mark" aria-hidden="true" />}
      {parts.see && <Eye className="listening-mark" aria-hidden="true" />}
      <span className="listening-words" role="status" title={spellHostileText(identity, 300)}>
        {describeDoing(parts)} <HostileText text={identity} maxCharacters={80} />
      </span>
      {parts.listen && (
        <input
          type="range"
          className="listening-volume"
          aria-label="Volume"
          title={`Volume ${Math.round(volume * 100)} %`}
          min={0}
          max={100}
          step={5}
          value={Math.round(volume * 100)}
          onChange={(event) => listeningStore.setVolume(event.target.valueAsNumber / 100)}
        />
      )}
      <Button size="small" keys={showKeys(stopListeningCommand.keys)} onClick={() => listeningStore.stop()}>
        Stop
      </Button>
    </div>
  );
}

/** What is done, as long as it is asked for: nothing is taken that this does not say. */
function describeDoing(parts: ListeningState['parts']): string {
  const { listen, see } = parts;
  const isWaiting = [listen, see].some((part) => part && !part.track);
  if (isWaiting) return 'Waiting for the media of';
  if (listen && see) return 'Listening to and seeing';
  return listen ? 'Listening to' : 'Seeing';
}
