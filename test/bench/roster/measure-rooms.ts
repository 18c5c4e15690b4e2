/** Server write → painted, beside the raw event, in rooms of real people: as many as the server bears. */
import type { World } from '../../e2e/support/world.ts';
import { openPair } from '../bench-room.ts';
import { measureWrites, type WriteTimes } from '../measure-writes.ts';

export interface RoomFigures {
  people: number;
  writes: WriteTimes;
}

const pace = { writes: 60, perSecond: 5 };

export async function measureRooms(world: World, counts: readonly number[]): Promise<RoomFigures[]> {
  const pair = await openPair(world);
  const figures: RoomFigures[] = [];
  for (const people of counts) {
    const room = `real-${people}`;
    process.stderr.write(`roster: ${people} real people come\n`);
    const empty = await pair.fill(room, people);
    process.stderr.write(`roster: ${pace.writes} writes with ${people} real people\n`);
    figures.push({ people, writes: await measureWrites(pair, room, people, pace) });
    empty();
  }
  return figures;
}
