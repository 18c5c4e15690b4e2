import { expect, it } from 'vitest';
import { hideValues, listHiddenValues } from '#renderer/features/roster/export/hide-values.ts';
import { compileMasks } from '#renderer/lib/masks.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createManualScheduler } from '../table/manual-scheduler.ts';

it('hides masked values of who is there inside any text, longest first, and no short words', () => {
  const table = createColumnTable({ scheduler: createManualScheduler() });
  const ada = table.ensureRow('ada');
  table.write(ada, 'attr.email', 'ada@example.com', 1);
  table.write(ada, 'attr.mail', 'ada@example.com.au', 1);
  table.write(ada, 'attr.short', 'no', 1);
  table.write(ada, 'metadata', '{"phone":"555 1234","city":"Leeds"}', 1);
  const values = listHiddenValues([table], compileMasks(['attr.*', 'meta.phone']));
  const text = 'before: ada@example.com.au, 555 1234 in Leeds; no, ada@example.com {"phone":"555 1234"}';
  expect(hideValues(text, values)).toBe('before: [masked], [masked] in Leeds; no, [masked] {"phone":[masked]}');
  expect(hideValues(text, listHiddenValues([table], compileMasks([]))), 'the control').toBe(text);
});
