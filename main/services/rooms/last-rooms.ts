/** Which rooms each server's window had open, so that they can be offered again. Joins nothing. */
import { z } from 'zod';
import { maxOpenRooms } from '#contract/domain/open-rooms';
import { createServerFile, type ServerFileDeps } from '../settings/server-file.ts';

export interface LastRooms {
  /** In the order of their tabs; empty where nothing is remembered. */
  read(serverId: string): readonly string[];
  save(serverId: string, rooms: readonly string[]): Promise<void>;
}

/** A damaged file is set aside: what was open is then not offered. */
export async function createLastRooms(deps: ServerFileDeps): Promise<LastRooms> {
  const file = await createServerFile({
    ...deps,
    what: 'last rooms',
    valueSchema: z.array(z.string().min(1).max(256)).max(maxOpenRooms),
  });
  return {
    read: (serverId) => file.read(serverId) ?? [],
    save: (serverId, rooms) => file.save(serverId, rooms.slice(0, maxOpenRooms)),
  };
}
