/** Replaces a room's metadata. Unlike a participant's it can be made empty. */
import { limits } from '#contract/text-size';
import type { VerbDefinition } from '#contract/verbs/definition';
import { explain, refuse } from '#contract/verbs/definition';
import { observeText, settleText } from '#contract/verbs/set-text';
import { checkText, warnAboutMetadata } from '#contract/verbs/text-checks';

const fields = ['metadata'];

export const setRoomMetadata: VerbDefinition<'room.set-metadata'> = {
  verb: 'room.set-metadata',
  label: 'Set room metadata',
  key: 'Shift+M',
  reversibility: 'full',
  isConfirmedByMain: false,

  plan({ metadata, base }, room) {
    if (!room) {
      const error = explain('room_not_listed', 'The room is not open any more.', {
        cure: 'Rooms are made by those who join them; wait until somebody does.',
      });
      return refuse({ target: '', before: '', after: metadata }, fields, error);
    }
    const theirs = room.metadata;
    const texts = { target: room.name, before: theirs, after: metadata };
    const error = checkText(metadata, 'metadata', limits.metadataBytes);
    if (error) return refuse(texts, fields, error);
    const settled = settleText<'room.set-metadata'>({
      target: room.name,
      field: 'metadata',
      base,
      mine: metadata,
      theirs,
    });
    if (settled) return settled;
    return {
      target: { ...texts, disposition: 'change' },
      fields,
      warnings: warnAboutMetadata(theirs, metadata),
      reversibility: 'full',
      write: { metadata },
    };
  },

  readAnchor: (room) => room?.sid ?? '',

  observe({ before, write }, room) {
    if (!room || room.sid !== before?.sid) return { kind: 'gone', current: '' };
    return observeText(before.metadata, write.metadata, room.metadata);
  },

  invert({ before, write }) {
    if (!before) return null;
    return { verb: 'room.set-metadata', parameters: { metadata: before.metadata, base: write.metadata } };
  },
};
