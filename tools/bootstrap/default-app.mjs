// @ts-check
/**
 * The text of the `default_app.asar` that the development fallback lacks: what `electron <folder>` does, reduced to
 * what Gavel uses. As an ES module with top-level await, because Electron then holds back `ready` until the app's main
 * file has run, and calls such as registerSchemesAsPrivileged are still in time.
 */

const MAIN = `import { app } from 'electron';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

process.defaultApp = true;
let at = 1;
while (at < process.argv.length && process.argv[at].startsWith('-')) {
  if (process.argv[at] === '-r' || process.argv[at] === '--require') {
    at += 1;
    createRequire(path.join(process.cwd(), 'noop.js'))(process.argv[at]);
  }
  at += 1;
}
const given = process.argv[at];
if (given === undefined) {
  console.error('usage: electron [flags] <folder or file>');
  app.exit(2);
} else {
  process.argv.splice(1, at, given);
  await load(path.resolve(given));
}

async function load(target) {
  let main = target;
  const description = path.join(target, 'package.json');
  if (fs.existsSync(description)) {
    const { version, productName, name, desktopName, main: entry } = JSON.parse(fs.readFileSync(description, 'utf8'));
    if (version) app.setVersion(version);
    app.name = productName || name || 'Electron';
    if (desktopName) app.setDesktopName(desktopName);
    app.setPath('userData', path.join(app.getPath('appData'), app.name));
    app.setAppPath(target);
    main = path.join(target, entry || 'index.js');
  } else {
    app.setAppPath(path.dirname(main));
  }
  try {
    await import(pathToFileURL(main).href);
  } catch (error) {
    console.error('App threw an error during load');
    console.error(error?.stack ?? error);
    app.exit(1);
  }
}
`;

/** name → text of the archive's files */
export const DEFAULT_APP_FILES = {
  'package.json': JSON.stringify({ name: 'electron', productName: 'Electron', type: 'module', main: 'main.js' }),
  'main.js': MAIN,
};
