/** A baseline's page: joins the room with livekit-client and shows the list that the address asks for. */
import { LogLevel, Room, RoomEvent, setLogLevel } from 'livekit-client';
import { showAgGrid } from './ag-grid.ts';
import { showPlainList } from './plain-list.tsx';

/** `client`: livekit-client alone, with nothing drawn. */
export type BaselineDesign = 'ag' | 'ag-delta' | 'plain' | 'client';

export interface RosterBaseline {
  /** Resolves when everybody is known; what is shown is drawn soon after. */
  join(url: string, token: string, people: number): Promise<void>;
  /** Puts the focus on a cell of the list, where it has cells that take one. */
  focus(): void;
}

declare global {
  interface Window {
    rosterBaseline: RosterBaseline;
  }
}

const parameters = new URLSearchParams(location.search);
const design = parameters.get('design') as BaselineDesign;
const place = document.createElement('div');
place.id = 'place';
place.style.cssText = `inline-size:${parameters.get('width')}px;block-size:${parameters.get('height')}px;overflow:auto`;
document.body.style.margin = '0';
document.body.append(place);

let focusCell = (): void => undefined;

window.rosterBaseline = {
  async join(url, token, people) {
    setLogLevel(LogLevel.silent);
    const room = new Room({ adaptiveStream: false, dynacast: false });
    const everybody = new Promise<void>((resolve) => {
      const look = (): void => {
        if (room.remoteParticipants.size >= people) resolve();
      };
      room.on(RoomEvent.Connected, look).on(RoomEvent.ParticipantConnected, look);
    });
    await room.connect(url, token, { autoSubscribe: false });
    await everybody;
    if (design === 'plain') showPlainList(place, room);
    else if (design !== 'client') focusCell = showAgGrid(place, room, { isDelta: design === 'ag-delta' });
  },
  focus: () => focusCell(),
};
