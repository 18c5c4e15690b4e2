/** Says that the server does not accept its key any more, in a window that has worked before. The key itself is entered in the form's own window. */
import { KeyRound } from 'lucide-react';
import type { RoomList } from '#contract/domain/room-facts';
import type { ErrorCode, GavelError } from '#contract/result';
import { Banner } from '#renderer/components/banner.tsx';
import { Button } from '#renderer/components/button.tsx';
import { describeServerAnswer } from '#renderer/components/error-panel.tsx';

const titles: Partial<Record<ErrorCode, string>> = {
  unknown_key: 'The server does not accept this API key any more.',
  wrong_secret: 'The server does not accept this API secret any more.',
  secret_missing: 'The API secret of this server is not there any more.',
  keystore_changed: 'The saved API secret cannot be read any more.',
};

/** The failure that a new key or secret mends, once the list has been read before; the lobby explains a first failure itself. */
export function findKeyTrouble(list: RoomList | undefined): GavelError | undefined {
  if (list?.readAtMs === undefined || !list.error) return undefined;
  return titles[list.error.code] === undefined ? undefined : list.error;
}

export function KeyBanner({ error, onEnterKey }: { error: GavelError; onEnterKey: () => void }) {
  const serverSays = describeServerAnswer(error);
  return (
    <Banner
      tone="bad"
      role="alert"
      icon={<KeyRound aria-hidden="true" />}
      title={titles[error.code] ?? error.message}
      actions={
        <Button look="primary" size="small" onClick={onEnterKey}>
          {error.code === 'unknown_key' ? 'Enter new key' : 'Enter new secret'}
        </Button>
      }
    >
      Nothing can be read or changed until it does. Rooms, selection and drafts stay as they are.
      {serverSays !== '' && <span className="base-mono"> {serverSays}</span>}
    </Banner>
  );
}
