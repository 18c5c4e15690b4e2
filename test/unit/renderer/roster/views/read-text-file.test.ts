import { expect, it } from 'vitest';
import { readTextFile } from '#renderer/features/roster/views/read-text-file.ts';

it('reads a text, and says of any other file why it cannot', async () => {
  const read = (content: BlobPart, maxCharacters = 10) => readTextFile(new File([content], 'a'), maxCharacters);
  expect(await read('{"ä":1}')).toEqual({ text: '{"ä":1}' });
  expect(await read('')).toEqual({ fault: 'This file is empty.' });
  expect(await read(new Uint8Array([0xff, 0xfe, 0x00]))).toEqual({ fault: 'This file holds no text.' });
  expect(await read('x'.repeat(41))).toEqual({ fault: 'This file is too large to be an export of views.' });
  const folder = new File(['a'], 'a');
  folder.arrayBuffer = () => Promise.reject(new DOMException('it is a folder', 'NotReadableError'));
  expect(await readTextFile(folder, 10)).toMatchObject({ fault: expect.stringContaining('it is a folder') as string });
});
