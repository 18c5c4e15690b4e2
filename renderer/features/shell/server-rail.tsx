/** The rail: whose server this is, its rooms, and the way back to the servers. Narrow, it keeps icons and counts. */
import { ChevronDown, DoorOpen, LayoutGrid, Pencil, Server, Settings, Stethoscope } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RoomList } from '#contract/domain/room-facts';
import type { ServerName, ServerProfile } from '#contract/domain/server-profile';
import { EnvironmentBadge } from '#renderer/components/environment-badge.tsx';
import { Menu, type MenuProps } from '#renderer/components/menu.tsx';
import { formatCount, readHost } from '#renderer/lib/format.ts';
import { showKeys } from '#renderer/lib/commands.ts';
import { useAppearanceChoices } from './appearance-choices.ts';
import { RailItem } from './rail-item.tsx';
import { sortByPeople } from './room-list.ts';
import { lobbyCommand, settingsCommand } from './shell-commands.ts';
import './server-rail.css';

/** The rail is for going about; the lobby lists every room. */
const railRooms = 60;

export interface ServerRailProps {
  server: ServerProfile;
  /** Other saved servers, to go to. */
  others: readonly ServerName[];
  list: RoomList | undefined;
  current: string | undefined;
  isNarrow: boolean;
  /** Of the room in front. */
  views: ReactNode;
  onOpenRoom: (room: string) => void;
  onShowLobby: () => void;
  onSwitchServer: (serverId: string) => void;
  onEditServer: () => void;
  onCheckServer: () => void;
  onShowServers: () => void;
  onShowSettings: () => void;
}

export function ServerRail(props: ServerRailProps) {
  const { list, current, isNarrow, views, onOpenRoom, onShowLobby } = props;
  const rooms = sortByPeople(list?.rooms ?? []);
  const shown = rooms.slice(0, railRooms);
  return (
    <nav className={isNarrow ? 'rail rail-narrow' : 'rail'} aria-label="Server">
      <ServerHead {...props} />
      <div className="rail-scroll rail-rooms">
        <div className="rail-section" aria-hidden={isNarrow || undefined}>
          <span>Rooms</span>
          <span>{isRead(list) ? formatCount(rooms.length) : ''}</span>
        </div>
        <ul>
          <li>
            <RailItem
              icon={<LayoutGrid />}
              label="Lobby"
              keys={showKeys(lobbyCommand.keys)}
              count={isNarrow && isRead(list) ? rooms.length : undefined}
              isCurrent={current === undefined}
              isNarrow={isNarrow}
              onSelect={onShowLobby}
            />
          </li>
          {shown.map((room) => (
            <li key={room.sid}>
              <RailItem
                icon={<DoorOpen />}
                label={room.name}
                count={room.numParticipants}
                isCurrent={current === room.name}
                isNarrow={isNarrow}
                onSelect={() => onOpenRoom(room.name)}
              />
            </li>
          ))}
        </ul>
        {rooms.length > shown.length && !isNarrow && (
          <p className="rail-more">{formatCount(rooms.length - shown.length)} more in the lobby</p>
        )}
      </div>
      {views}
      <ul className="rail-foot">
        <li>
          <RailItem icon={<Server />} label="All servers" isNarrow={isNarrow} onSelect={props.onShowServers} />
        </li>
        <li>
          <RailItem
            icon={<Settings />}
            label={settingsCommand.label}
            keys={showKeys(settingsCommand.keys)}
            isNarrow={isNarrow}
            onSelect={props.onShowSettings}
          />
        </li>
      </ul>
    </nav>
  );
}

/** No number stands for a list that was never read: it would be a guess. */
function isRead(list: RoomList | undefined): boolean {
  return list?.readAtMs !== undefined;
}

function ServerHead(props: ServerRailProps) {
  const { server, others, isNarrow, onSwitchServer, onEditServer, onCheckServer, onShowServers } = props;
  const appearance = useAppearanceChoices();
  const items: MenuProps['items'] = [
    ...others.map((other) => ({
      label: `${other.name} (${other.environment})`,
      icon: <Server aria-hidden="true" />,
      onSelect: () => onSwitchServer(other.id),
    })),
    ...(others.length > 0 ? (['separator'] as const) : []),
    { label: 'Edit server', icon: <Pencil aria-hidden="true" />, onSelect: onEditServer },
    { label: 'Check connection', icon: <Stethoscope aria-hidden="true" />, onSelect: onCheckServer },
    { label: 'All servers', icon: <Server aria-hidden="true" />, onSelect: onShowServers },
    'separator',
    ...appearance,
  ];
  return (
    <Menu
      trigger={
        <button type="button" className="rail-server">
          <span className="rail-swatch" aria-hidden="true" />
          <span className={isNarrow ? 'base-hidden' : 'rail-server-text'}>
            <bdi className="rail-server-name">{server.name}</bdi> <EnvironmentBadge environment={server.environment} />{' '}
            <span className="rail-host">{readHost(server.url)}</span>
          </span>
          {!isNarrow && <ChevronDown className="rail-chevron" aria-hidden="true" />}
        </button>
      }
      items={items}
    />
  );
}
