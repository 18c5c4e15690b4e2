// @ts-check
/**
 * Flips fuses in an Electron executable without dependencies (the packaged product uses @electron/fuses instead).
 */
import fs from 'node:fs';

const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');

/** Positions in the fuse wire, version 1. */
export const FUSE = { nodeCliInspectArguments: 3, loadBrowserProcessSpecificV8Snapshot: 6 };

/**
 * @param {string} executable
 * @param {Record<number, boolean>} wanted fuse position → on
 */
export function setFuses(executable, wanted) {
  const content = fs.readFileSync(executable);
  const wire = content.indexOf(SENTINEL);
  if (wire < 0) throw new Error(`no fuse wire in ${executable}`);
  const versionAt = wire + SENTINEL.length;
  if (content[versionAt] !== 1) throw new Error(`unknown fuse wire version ${content[versionAt]}`);
  const length = content[versionAt + 1] ?? 0;
  const file = fs.openSync(executable, 'r+');
  try {
    for (const [position, isOn] of Object.entries(wanted)) {
      if (Number(position) < length) fs.writeSync(file, isOn ? '1' : '0', versionAt + 2 + Number(position));
    }
  } finally {
    fs.closeSync(file);
  }
}
