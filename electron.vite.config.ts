/** How the three parts are bundled: main as ES modules, the preload as one CommonJS file, the renderer for app://host/. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import path from 'node:path';

const root = import.meta.dirname;
const isDebug = process.env['GAVEL_BUILD'] === 'debug';
// What is packaged is built apart, so that it never replaces the build that tests run.
const isProduct = process.env['GAVEL_BUILD'] === 'product';
// The notices that the bundled packages ask for go along with them.
const license = { fileName: 'licenses.md' };
const outFolder = path.join(root, isProduct ? 'dist/app/out' : 'out');

export default defineConfig({
  main: {
    // SECURITY: what only development needs (the demo's pipe, a start without sandbox) is left out of the product.
    define: { __IS_DEVELOPMENT__: JSON.stringify(!isProduct) },
    build: {
      outDir: path.join(outFolder, 'main'),
      // The development fallback (Electron 33) runs Node 20.18.
      target: 'node20.18',
      license,
      minify: false,
      sourcemap: isDebug,
      // Everything is bundled but the one package with a native part, so that what is shipped is what was built.
      externalizeDeps: false,
      rolldownOptions: {
        external: ['electron', /^node:/, 'libsql'],
        input: {
          index: path.join(root, 'main/index.ts'),
          'storage-worker': path.join(root, 'main/storage/worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: path.join(outFolder, 'preload'),
      target: 'node20.18',
      license,
      minify: false,
      sourcemap: false,
      externalizeDeps: false,
      rolldownOptions: {
        external: ['electron'],
        input: { index: path.join(root, 'preload/index.ts') },
        // A sandboxed preload cannot load modules or further files.
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: path.join(root, 'renderer'),
    base: './',
    plugins: [react()],
    build: {
      outDir: path.join(outFolder, 'renderer'),
      emptyOutDir: true,
      target: 'chrome130',
      license,
      minify: !isDebug,
      sourcemap: isDebug,
      // SECURITY: nothing inline, so that the policy needs neither data: fonts nor unsafe-inline (CSP).
      assetsInlineLimit: 0,
      // The polyfill fetches what it preloads, and connect-src forbids that; Chromium needs no polyfill.
      modulePreload: { polyfill: false },
      rolldownOptions: { input: path.join(root, 'renderer/index.html') },
    },
  },
});
