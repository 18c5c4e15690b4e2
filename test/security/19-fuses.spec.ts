/** Recommendation 19: fuses are flipped when the app is packaged (test/packaging proves those); here it is not packaged. */
import { readFileSync } from 'node:fs';
import { expect, test } from './support/fixtures.ts';

const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
const states: Record<string, string> = { '0': 'off', '1': 'on', r: 'removed' };

/** The fuse wire of an Electron binary, in the order of its version 1. */
function readFuses(executable: string): string[] {
  const content = readFileSync(executable);
  const wire = content.indexOf(sentinel);
  if (wire < 0) throw new Error('no fuse wire in the binary');
  const length = content[wire + sentinel.length + 1] ?? 0;
  const start = wire + sentinel.length + 2;
  return Array.from(
    content.subarray(start, start + length),
    (byte) => states[String.fromCharCode(byte)] ?? String(byte),
  );
}

test('19. fuses: this run is not packaged, so run-as-node is still on; packaging must turn it off', async ({
  gavel,
}) => {
  const { executable, isPackaged } = await gavel.app.evaluate(({ app }) => ({
    executable: process.execPath,
    isPackaged: app.isPackaged,
  }));
  const [runAsNode, cookieEncryption, nodeOptions] = readFuses(executable);
  test.info().annotations.push({ type: 'fuses', description: readFuses(executable).join(' ') });
  // Fails as soon as a packaged app runs here: then every fuse is to be asserted.
  expect({ isPackaged, runAsNode, cookieEncryption, nodeOptions }).toEqual({
    isPackaged: false,
    runAsNode: 'on',
    cookieEncryption: 'off',
    nodeOptions: 'on',
  });
});
