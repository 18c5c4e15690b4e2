/** What can be asked of rooms: their columns, paths of their metadata, and named questions. Pure. */
import { createColumnLanguage, type Questions } from '#renderer/features/grid-tools/filter/column-language.ts';
import { isDoubt } from './lobby-text.ts';
import { roomColumns } from './room-table.ts';

const questions: Questions = {
  recording: {
    meaning: 'is being recorded',
    columns: ['recording'],
    test: (read) => read('recording') === true,
  },
  empty: {
    meaning: 'nobody is in it',
    columns: ['state'],
    test: (read) => (read('state') === undefined ? undefined : read('state') === 'empty'),
  },
  doubtful: {
    meaning: 'the list and what was found do not agree, or nobody answers for it',
    columns: ['state'],
    test: (read) => (read('state') === undefined ? undefined : isDoubt(read('state'))),
  },
};

export const roomLanguage = createColumnLanguage(roomColumns, { questions, hasMetadata: true });
