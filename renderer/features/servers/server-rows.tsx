/** The rows of saved servers. Arrow keys go from row to row; Enter opens, e edits, c checks, Delete deletes (main asks first). */
import { KeyRound, Timer, TriangleAlert } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { SecretState, ServerProfile } from '#contract/domain/server-profile';
import { Button } from '#renderer/components/button.tsx';
import { EnvironmentBadge } from '#renderer/components/environment-badge.tsx';
import { showKeys } from '#renderer/lib/commands.ts';
import { readHost } from '#renderer/lib/format.ts';
import { serverCommands, type ServerActions } from './server-commands.ts';

export function ServerRows({ servers, actions }: { servers: readonly ServerProfile[]; actions: ServerActions }) {
  const rows = useRef<HTMLUListElement>(null);
  const [current, setCurrent] = useState(0);
  const last = Math.min(current, servers.length - 1);

  function moveTo(index: number): void {
    const next = Math.max(0, Math.min(index, servers.length - 1));
    setCurrent(next);
    rows.current?.querySelectorAll<HTMLElement>('.servers-open')[next]?.focus();
  }

  function handleKey(event: KeyboardEvent, index: number, serverId: string): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Record<string, () => void> = {
      ArrowDown: () => moveTo(index + 1),
      ArrowUp: () => moveTo(index - 1),
      Home: () => moveTo(0),
      End: () => moveTo(servers.length - 1),
      [serverCommands.edit.keys]: () => actions.edit(serverId),
      [serverCommands.check.keys]: () => actions.check(serverId),
      [serverCommands.remove.keys]: () => actions.remove(serverId),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  }

  return (
    <ul className="servers-list" ref={rows} aria-label="Saved servers">
      {servers.map((server, index) => (
        <li
          key={server.id}
          className="servers-row"
          data-row={server.id}
          data-colour={server.colour}
          data-environment={server.environment}
          onKeyDown={(event) => handleKey(event, index, server.id)}
          onFocus={() => setCurrent(index)}
          onDoubleClick={() => actions.open(server.id)}
        >
          <span className="servers-swatch" aria-hidden="true" />
          <div className="servers-name">
            <bdi className="servers-name-text">{server.name}</bdi>
            <span className="servers-place">
              <EnvironmentBadge environment={server.environment} />
              <span className="servers-host base-selectable">{readHost(server.url)}</span>
            </span>
          </div>
          <SecretStateWord server={server} />
          <span className="servers-verbs">
            <Button
              className="servers-open"
              keys={showKeys(serverCommands.open.keys)}
              tabIndex={index === last ? 0 : -1}
              onClick={() => actions.open(server.id)}
            >
              Open <span className="base-hidden">{server.name}</span>
            </Button>
            <Button
              look="quiet"
              keys={showKeys(serverCommands.edit.keys)}
              tabIndex={index === last ? 0 : -1}
              onClick={() => actions.edit(server.id)}
            >
              Edit <span className="base-hidden">{server.name}</span>
            </Button>
            <Button
              look="quiet"
              keys={showKeys(serverCommands.check.keys)}
              tabIndex={index === last ? 0 : -1}
              onClick={() => actions.check(server.id)}
            >
              Check <span className="base-hidden">connection of {server.name}</span>
            </Button>
            <Button
              look="quiet"
              className="servers-delete"
              keys={showKeys(serverCommands.remove.keys)}
              tabIndex={index === last ? 0 : -1}
              onClick={() => actions.remove(server.id)}
            >
              Delete <span className="base-hidden">{server.name}</span>
            </Button>
          </span>
        </li>
      ))}
    </ul>
  );
}

const secretWords: Record<SecretState, string> = {
  stored: 'secret in the keystore',
  session: 'secret for this session only',
  missing: 'secret missing: edit to enter it',
};

function SecretStateWord({ server }: { server: ServerProfile }) {
  const word = server.isTemporary ? 'for this run only, nothing is saved' : secretWords[server.secretState];
  return (
    <span className={`servers-secret servers-secret-${server.secretState}`}>
      {server.secretState === 'stored' && <KeyRound aria-hidden="true" />}
      {server.secretState === 'session' && <Timer aria-hidden="true" />}
      {server.secretState === 'missing' && <TriangleAlert aria-hidden="true" />}
      {word}
    </span>
  );
}
