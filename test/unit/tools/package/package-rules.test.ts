/** What may be packaged and what may be in a package: each rule with what it must refuse and what it must let pass. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '#tools/bootstrap/paths.mjs';
import { BootstrapError } from '#tools/bootstrap/progress.mjs';
import { judgeAsarNames, judgeFolderNames, judgeText } from '#tools/package/allow-list.mjs';
import { compareFuses, STATED_FUSES } from '#tools/package/fuses.mjs';
import { checkRuntime, isProofVersion, nameEdition, parsePackageArguments } from '#tools/package/package-arguments.mjs';
import { describeControl, describeDesktopEntry, readDependencies } from '#tools/package/proof-deb.mjs';
import { judgeSizes, SIZE_BUDGET } from '#tools/package/sizes.mjs';
import { isProofVersion as isProofVersionOfApp } from '#main/app/proof-version';

const product = { kind: 'product' as const, version: '45.4.1', path: '/e/electron', dist: '/e' };
const fallback = { ...product, kind: 'fallback' as const, version: '33.2.1' };
const pinned = { pinnedVersion: '45.4.1' };

describe('the runtime', () => {
  it('that is the product may be packaged', () => {
    expect(() => checkRuntime(product, { ...pinned, isProof: false })).not.toThrow();
  });

  it.each([
    ['the development fallback', fallback, /development fallback. It is never packaged/],
    ['another version', { ...product, version: '44.0.0' }, /not the product's, which is 45\.4\.1/],
  ])('that is %s is refused, with a cure', (_what, runtime, message) => {
    let thrown: unknown;
    try {
      checkRuntime(runtime, { ...pinned, isProof: false });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(BootstrapError);
    expect((thrown as BootstrapError).message).toMatch(message);
    expect((thrown as BootstrapError).cure).toContain('--proof');
  });

  it('of development may be used for a proof, which has another name and version', () => {
    expect(() => checkRuntime(fallback, { ...pinned, isProof: true })).not.toThrow();
    const proof = nameEdition({ version: '1.2.3', isProof: true });
    expect(proof).toEqual({ productName: 'Gavel Proof', version: '1.2.3-proof' });
    const edition = nameEdition({ version: '1.2.3', isProof: false });
    expect(edition).toEqual({ productName: 'Gavel', version: '1.2.3' });
    for (const isProof of [isProofVersion, isProofVersionOfApp]) {
      expect([isProof(proof.version), isProof(edition.version)]).toEqual([true, false]);
    }
  });
});

describe('parsePackageArguments', () => {
  it('makes installers unless told otherwise; a proof is a folder only', () => {
    expect(parsePackageArguments([])).toEqual({ kind: 'run', isProof: false, isFolderOnly: false });
    expect(parsePackageArguments(['--dir'])).toEqual({ kind: 'run', isProof: false, isFolderOnly: true });
    expect(parsePackageArguments(['--proof'])).toEqual({ kind: 'run', isProof: true, isFolderOnly: true });
    expect(parsePackageArguments(['--publish'])).toEqual({ kind: 'wrong', what: 'unknown option --publish' });
  });
});

const asarNames = [
  'package.json',
  'out/main/index.js',
  'out/main/storage-worker.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/renderer/assets/index-A_b1.js',
  'node_modules/libsql/index.js',
  'node_modules/@libsql/linux-x64-gnu/index.node',
];

describe('judgeAsarNames', () => {
  it('lets the app pass', () => {
    expect(judgeAsarNames(asarNames)).toEqual([]);
  });

  it.each([
    'out/main/index.js.map',
    'main/index.ts',
    'tools/demo/main.ts',
    'test/e2e/demo.spec.ts',
    'node_modules/react/index.js',
    '.env',
  ])('refuses %s', (name) => {
    expect(judgeAsarNames([...asarNames, name])).toEqual([`not allowed in app.asar: ${name}`]);
  });

  it('refuses an archive without the app, or without its one library', () => {
    expect(judgeAsarNames(asarNames.filter((name) => name !== 'out/main/index.js'))).toEqual([
      'missing in app.asar: out/main/index.js',
    ]);
    const second = 'node_modules/@libsql/linux-x64-musl/index.node';
    expect(judgeAsarNames([...asarNames, second])).toEqual(['app.asar must name exactly one native library']);
  });
});

describe('judgeFolderNames', () => {
  const names = ['gavel', 'icudtl.dat', 'resources/app.asar'];
  const allowed = {
    runtimeNames: new Set(['electron', 'icudtl.dat']),
    executable: 'gavel',
    resources: 'resources',
    stamp: undefined,
  };

  it('lets the runtime and the app pass, and nothing else', () => {
    expect(judgeFolderNames(names, allowed)).toEqual([]);
    for (const name of ['resources/default_app.asar', 'resources/app/package.json', 'update.sh']) {
      expect(judgeFolderNames([...names, name], allowed)).toEqual([`not allowed in the package: ${name}`]);
    }
  });

  it('wants the stamp in a proof, and in nothing else', () => {
    const stamped = [...names, 'resources/STAMP'];
    expect(judgeFolderNames(stamped, { ...allowed, stamp: 'STAMP' })).toEqual([]);
    expect(judgeFolderNames(names, { ...allowed, stamp: 'STAMP' })).toEqual([
      'missing in the package: resources/STAMP',
    ]);
    expect(judgeFolderNames(stamped, allowed)).toEqual(['not allowed in the package: resources/STAMP']);
  });
});

describe('judgeText', () => {
  it.each([
    ['the demo pipe', 'const flag = /^--gavel-demo-fd=3$/'],
    ['the start without sandbox', "hasSwitch('gavel-unsandboxed')"],
    ['a variable of tests', "process.env['GAVEL_APP']"],
    ['a development server', 'loadURL(process.env.ELECTRON_RENDERER_URL)'],
    ['a source map', 'let a;\n//# sourceMappingURL=index.js.map'],
    ['a path of the build machine', 'import("file:///home/someone/gavel/main.js")'],
  ])('finds %s', (what, text) => {
    expect(judgeText('out/main/index.js', text)).toEqual([expect.stringContaining(`out/main/index.js holds ${what}`)]);
  });

  it('lets the app’s own words pass', () => {
    expect(judgeText('x', "console.log('Gavel is ready'); open('gavel://')")).toEqual([]);
  });
});

describe('compareFuses', () => {
  it('lets the stated wire pass', () => {
    expect(compareFuses(STATED_FUSES, { isProof: false })).toEqual([]);
  });

  it('finds each fuse that is otherwise', () => {
    for (const [name, isOn] of Object.entries(STATED_FUSES)) {
      expect(compareFuses({ ...STATED_FUSES, [name]: !isOn }, { isProof: false })).toHaveLength(1);
    }
  });

  it('finds a fuse too many; only a proof may lack one', () => {
    const { WasmTrapHandlers: _newest, ...older } = STATED_FUSES;
    expect(compareFuses({ ...STATED_FUSES, 9: true }, { isProof: true })).toEqual([
      'fuse 9 is in this runtime and not stated',
    ]);
    expect(compareFuses(older, { isProof: true })).toEqual([]);
    expect(compareFuses(older, { isProof: false })).toEqual(['fuse WasmTrapHandlers is not in this runtime']);
  });
});

describe('judgeSizes', () => {
  it('says what is over its budget, and by what', () => {
    expect(judgeSizes(SIZE_BUDGET)).toEqual([]);
    const { asar } = SIZE_BUDGET;
    expect(judgeSizes({ ...SIZE_BUDGET, asar: asar + 100_000 })).toEqual([
      `asar weighs ${((asar + 100_000) / 1e6).toFixed(1)} MB, budget ${(asar / 1e6).toFixed(1)} MB`,
    ]);
  });
});

describe('the .deb of a proof', () => {
  const configuration = readFileSync(path.join(repositoryRoot, 'electron-builder.yml'), 'utf8');

  it('needs what the product’s .deb needs, and says that it is no product', () => {
    const dependencies = readDependencies(configuration);
    expect(dependencies).toContain('libsecret-1-0');
    const control = describeControl({ version: '1.2.3-proof', dependencies });
    expect(control).toContain(`Depends: ${dependencies.join(', ')}\n`);
    expect(control).toContain('NOT FOR DISTRIBUTION');
    expect(() => readDependencies('deb:\n')).toThrow('no dependencies');
  });

  it('opens links by a desktop entry that adds no switch', () => {
    const entry = describeDesktopEntry({ productName: 'Gavel Proof' });
    expect(entry).toContain('MimeType=x-scheme-handler/gavel;\n');
    expect(entry).toContain('Exec=/opt/gavel-proof/gavel -- %u\n');
    expect(configuration.match(/executableArgs: \['--', '%u'\]/g)).toHaveLength(2);
    expect(configuration).toContain('schemes: [gavel]');
    expect(configuration).toContain('publish: null');
  });
});
