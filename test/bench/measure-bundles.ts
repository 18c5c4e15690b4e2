/** How large the built app is: what each side loads, as it lies in the package and as it would travel. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

export interface BundleSize {
  what: string;
  bytes: number;
  gzippedBytes: number;
}

/** @param app the built app's folder */
export function measureBundles(app: string): BundleSize[] {
  const out = path.join(app, 'out');
  const assets = path.join(out, 'renderer', 'assets');
  const html = readFileSync(path.join(out, 'renderer', 'index.html'), 'utf8');
  const files = readdirSync(assets).map((name) => path.join(assets, name));
  const isFirst = (file: string): boolean => html.includes(path.basename(file));
  const scripts = files.filter((file) => file.endsWith('.js'));
  return [
    sum('main process', listScripts(path.join(out, 'main'))),
    sum('preload', listScripts(path.join(out, 'preload'))),
    sum('window: script that every window loads', scripts.filter(isFirst)),
    sum(
      'window: script that is loaded when it is needed',
      scripts.filter((file) => !isFirst(file)),
    ),
    sum(
      'window: style',
      files.filter((file) => file.endsWith('.css')),
    ),
    sum(
      'window: fonts',
      files.filter((file) => file.endsWith('.woff2')),
    ),
  ];
}

function listScripts(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.c?js$/.test(name))
    .map((name) => path.join(folder, name));
}

function sum(what: string, files: readonly string[]): BundleSize {
  const contents = files.map((file) => readFileSync(file));
  return {
    what,
    bytes: contents.reduce((total, content) => total + content.length, 0),
    gzippedBytes: contents.reduce((total, content) => total + gzipSync(content).length, 0),
  };
}
