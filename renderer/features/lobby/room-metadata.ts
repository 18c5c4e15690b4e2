/** The metadata of rooms, decoded at most once per change and only when somebody wants to look into it. */
import { compareNames } from '#contract/compare-names';
import type { RoomSummary } from '#contract/domain/room-facts';
import { listPaths, nameMetadataField, readAtPath, type MetadataPath } from '#contract/metadata-path';
import { cutText } from '#renderer/lib/tokenize-hostile-text.ts';
import { decodeMetadata, ExactNumber } from '#renderer/lib/decode-metadata.ts';
import type { CellValue } from '#renderer/table/types.ts';

/** Larger texts are not decoded for a column: each of hundreds of rooms may have one. */
const maxDecodedCharacters = 131_072;
const cellCharacters = 200;

/** A path that can be a column. */
export interface PathOffer {
  /** Field name: `meta.title`. */
  name: string;
  rooms: number;
  /** What one of the rooms has there. */
  sample: string;
}

export interface RoomMetadata {
  /** What a room has at a path: null where there is nothing, undefined where it is not known. */
  read(room: RoomSummary, path: MetadataPath): CellValue;
  /** Paths of all rooms, those that most rooms have first. */
  listOffers(rooms: readonly RoomSummary[]): PathOffer[];
  /** Forgets rooms that are gone. */
  keepOnly(rooms: readonly RoomSummary[]): void;
}

export function createRoomMetadata(): RoomMetadata {
  const known = new Map<string, { text: string; value: unknown }>();

  function decode({ sid, metadata }: RoomSummary): unknown {
    const kept = known.get(sid);
    if (kept?.text === metadata) return kept.value;
    const decoded = decodeMetadata(metadata);
    const value = decoded.kind === 'json' ? decoded.value : undefined;
    known.set(sid, { text: metadata, value });
    return value;
  }

  return {
    read(room, path) {
      if (room.metadata.length > maxDecodedCharacters) return undefined;
      return drawValue(readAtPath(decode(room), path));
    },
    listOffers(rooms) {
      const offers = new Map<string, PathOffer>();
      for (const room of rooms) {
        if (room.metadata.length > maxDecodedCharacters) continue;
        for (const { path, value } of listPaths(decode(room), isPlainObject)) {
          const name = nameMetadataField(path);
          const offer = offers.get(name) ?? { name, rooms: 0, sample: '' };
          offer.rooms += 1;
          if (offer.sample === '') offer.sample = String(drawValue(value) ?? '');
          offers.set(name, offer);
        }
      }
      return [...offers.values()].toSorted(
        (one, other) => other.rooms - one.rooms || compareNames(one.name, other.name),
      );
    },
    keepOnly(rooms) {
      const sids = new Set(rooms.map(({ sid }) => sid));
      for (const sid of known.keys()) if (!sids.has(sid)) known.delete(sid);
    },
  };
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

/** Numbers stay numbers, so that they sort; lists and objects are told by their JSON, cut. */
function drawValue(value: unknown): CellValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return cutText(value, cellCharacters).text;
  if (value instanceof ExactNumber) return cutText(value.source, cellCharacters).text;
  return Array.isArray(value) ? `[${value.length}]` : '{…}';
}
