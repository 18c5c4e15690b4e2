/** The least that an Electron app can be: one window with a page that marks itself ready. The baseline of a start. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeAppFolder } from '#test/support/runtime';

// Electron becomes ready only after this module has been loaded, so it may not be awaited.
const main = `import { app, BrowserWindow } from 'electron';
void app.whenReady().then(() => new BrowserWindow({ width: 960, height: 640 }).loadFile('index.html'));
`;
// It prints its own moment: so small a window may be ready before anything could watch it.
const page = `<!doctype html><title>Empty</title><script>
document.documentElement.dataset.appState = 'ready';
console.debug('bench-ready', Date.now());
</script>`;

/** Writes the app into a new folder, which the caller removes. */
export function writeEmptyApp(): string {
  const folder = makeAppFolder('bench-empty');
  const files = {
    'package.json': '{"name":"empty","type":"module","main":"main.js"}',
    'main.js': main,
    'index.html': page,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text, { mode: 0o644 });
  return folder;
}
