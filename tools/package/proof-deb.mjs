// @ts-check
/**
 * Makes a .deb of an unpacked proof with dpkg-deb alone, where electron-builder's own tool cannot be had: same places, same
 * desktop entry, same rights. Only ever made of a proof.
 */
import fs from 'node:fs';
import path from 'node:path';

import { BootstrapError } from '../bootstrap/progress.mjs';
import { runQuietly, takeLastLines } from '../bootstrap/run.mjs';
import { nameEdition } from './package-arguments.mjs';

export const PROOF_DEB_NAME = 'gavel-proof';
export const PROOF_HOME = `/opt/${PROOF_DEB_NAME}`;

/**
 * @param {{root: string, folder: string, output: string}} places the repository, the unpacked proof, where the .deb goes
 * @returns {Promise<string>} the file
 * @throws {BootstrapError} when dpkg-deb cannot make it
 */
export async function makeProofDeb({ root, folder, output }) {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const edition = nameEdition({ version, isProof: true });
  const tree = fs.mkdtempSync(path.join(output, '.making-deb-'));
  try {
    fillTree(tree, { root, folder, ...edition });
    const file = path.join(output, `${PROOF_DEB_NAME}_${edition.version}_${nameArchitecture()}.deb`);
    // Not compressed: it is made to be installed once, on this machine.
    const made = await runQuietly('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, file]);
    if (made.code !== 0) {
      throw new BootstrapError(
        `dpkg-deb could not make the proof's package:\n${takeLastLines(made.stderr, 6)}`,
        'Install it (Debian: apt-get install dpkg), or leave the package out: it proves only the installation.',
      );
    }
    return file;
  } finally {
    fs.rmSync(tree, { recursive: true, force: true });
  }
}

/** @param {string} tree @param {{root: string, folder: string, productName: string, version: string}} given */
function fillTree(tree, { root, folder, productName, version }) {
  const home = path.join(tree, PROOF_HOME);
  fs.cpSync(folder, home, { recursive: true });
  openForReading(tree);
  // SECURITY: recommendation 4. The set-uid helper gives the sandbox where user namespaces are closed to ordinary users.
  fs.chmodSync(path.join(home, 'chrome-sandbox'), 0o4755);
  const programs = path.join(tree, 'usr', 'bin');
  fs.mkdirSync(programs, { recursive: true });
  fs.symlinkSync(`${PROOF_HOME}/gavel`, path.join(programs, PROOF_DEB_NAME));
  write(
    path.join(tree, 'usr', 'share', 'applications', `${PROOF_DEB_NAME}.desktop`),
    describeDesktopEntry({ productName }),
  );
  const icons = path.join(root, 'packaging', 'icons');
  for (const name of fs.readdirSync(icons)) {
    const target = path.join(tree, 'usr/share/icons/hicolor', path.parse(name).name, 'apps', `${PROOF_DEB_NAME}.png`);
    write(target, fs.readFileSync(path.join(icons, name)));
  }
  const dependencies = readDependencies(fs.readFileSync(path.join(root, 'electron-builder.yml'), 'utf8'));
  write(path.join(tree, 'DEBIAN', 'control'), describeControl({ version, dependencies }));
}

/**
 * What the .deb needs, as electron-builder's configuration says it.
 * @param {string} configuration
 * @returns {string[]}
 */
export function readDependencies(configuration) {
  const found = /^ {2}depends: \[(.+)\]$/m.exec(configuration)?.[1];
  if (!found) throw new Error('electron-builder.yml names no dependencies of the .deb');
  return found.split(',').map((name) => name.trim());
}

/** @param {{version: string, dependencies: string[]}} given */
export function describeControl({ version, dependencies }) {
  return [
    `Package: ${PROOF_DEB_NAME}`,
    `Version: ${version}`,
    `Architecture: ${nameArchitecture()}`,
    'Section: net',
    'Priority: optional',
    'Maintainer: Gavel <gavel@localhost>',
    `Depends: ${dependencies.join(', ')}`,
    'Description: NOT FOR DISTRIBUTION, Gavel on the development runtime',
    ' The desktop console for moderators of live LiveKit rooms, packed to prove that packaging works.',
    '',
  ].join('\n');
}

/** @param {{productName: string}} given */
export function describeDesktopEntry({ productName }) {
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${productName}`,
    'Comment=Console for moderators of live LiveKit rooms',
    `Exec=${PROOF_HOME}/gavel -- %u`,
    `Icon=${PROOF_DEB_NAME}`,
    'Terminal=false',
    'Categories=Network;',
    'MimeType=x-scheme-handler/gavel;',
    'StartupWMClass=gavel',
    '',
  ].join('\n');
}

function nameArchitecture() {
  return process.arch === 'x64' ? 'amd64' : process.arch;
}

/** @param {string} file @param {string | Buffer} content */
function write(file, content) {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 });
  fs.writeFileSync(file, content, { mode: 0o644 });
}

/** Whatever the umask was. @param {string} folder */
function openForReading(folder) {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) openForReading(full);
    else fs.chmodSync(full, (fs.statSync(full).mode & 0o111) === 0 ? 0o644 : 0o755);
  }
}
