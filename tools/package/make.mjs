// @ts-check
/**
 * The part of `npm run package` that needs the installed packages: prepares, runs electron-builder, checks, reports.
 * Started by tools/package.mjs on the project's own Node.
 */
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'electron-builder';

import { repositoryRoot } from '../bootstrap/paths.mjs';
import { sayError, say } from '../bootstrap/progress.mjs';
import { explainFindings, prepareAppFolder } from './app-folder.mjs';
import { checkPackage } from './check-package.mjs';
import { formatMegabytes } from './sizes.mjs';

try {
  await make(JSON.parse(process.env['GAVEL_PACKAGE'] ?? ''));
} catch (error) {
  sayError(error);
  process.exitCode = 1;
}

/** @param {{isProof: boolean, isFolderOnly: boolean, runtime: import('../bootstrap/electron.mjs').ElectronRuntime}} wish */
async function make({ isProof, isFolderOnly, runtime }) {
  const { productName, version } = await prepareAppFolder(repositoryRoot, { isProof });
  const output = path.join(repositoryRoot, 'dist', isProof ? 'proof' : 'packages');
  fs.rmSync(output, { recursive: true, force: true });
  say('package', `packing ${productName} ${version} on Electron ${runtime.version}`);
  await build({
    projectDir: repositoryRoot,
    dir: isFolderOnly,
    publish: 'never',
    config: {
      extends: path.join(repositoryRoot, 'electron-builder.yml'),
      directories: { output },
      electronVersion: runtime.version,
      electronDist: runtime.dist,
      productName,
    },
  });
  const folder = path.join(output, nameUnpackedFolder());
  const { findings, fuses, sizes } = await checkPackage(folder, { runtimeDist: runtime.dist, isProof, productName });
  const states = Object.entries(fuses).map(([name, isOn]) => `${name} ${isOn ? 'on' : 'off'}`);
  say('package', `fuses read back: ${states.join(', ')}`);
  const weights = Object.entries(sizes).map(([name, size]) => `${name} ${formatMegabytes(size)}`);
  say('package', `sizes: ${weights.join(', ')}`);
  if (findings.length > 0) throw explainFindings(findings);
  say('package', `${isProof ? 'NOT FOR DISTRIBUTION: ' : ''}${productName} ${version} lies in ${folder}`);
}

function nameUnpackedFolder() {
  const arch = process.arch === 'x64' ? '' : `-${process.arch}`;
  if (process.platform === 'darwin') return `mac${arch}`;
  return `${process.platform === 'win32' ? 'win' : 'linux'}${arch}-unpacked`;
}
