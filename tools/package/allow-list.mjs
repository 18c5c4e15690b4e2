// @ts-check
/**
 * Every file that may be in a package, and strings that may not. Pure: names and texts in, findings out.
 */

/** What may be in app.asar. @type {RegExp[]} */
const ASAR_FILES = [
  /^package\.json$/,
  /^out\/main\/(index|storage-worker)\.js$/,
  /^out\/main\/chunks\/[\w.-]+\.js$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[\w.-]+\.(js|css|woff2)$/,
  /^out\/(main|preload|renderer)\/licenses\.md$/,
  /^node_modules\/libsql\/((auth|index|promise|sqlite-error)\.js|package\.json|LICENSE)$/,
  /^node_modules\/@neon-rs\/load\/(dist\/index\.js|package\.json|LICENSE)$/,
  /^node_modules\/detect-libc\/(lib\/[\w-]+\.js|package\.json|LICENSE)$/,
  /^node_modules\/@libsql\/[\w-]+\/(index\.node|package\.json)$/,
];

/** What must be in app.asar, so that an empty one does not pass. */
const ASAR_MUST = ['package.json', 'out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

/** What may lie beside the runtime's own files, relative to the resources folder. @type {RegExp[]} */
const RESOURCE_FILES = [
  /^app\.asar$/,
  /^app\.asar\.unpacked\/node_modules\/@libsql\/[\w-]+\/(index\.node|package\.json)$/,
  // Written by electron-builder for the scripts of the .deb.
  /^apparmor-profile$/,
  /^package-type$/,
];

/**
 * What only development has; each would be a way in. The bundler leaves their code out of the product.
 * @type {[string, RegExp][]}
 */
const FORBIDDEN_TEXTS = [
  ['the demo pipe', /gavel-demo-fd|the demo told no server|takes no demo server/],
  ['the start without sandbox', /gavel-unsandboxed/],
  ['a variable of tests', /GAVEL_[A-Z]/],
  ['a development server', /ELECTRON_RENDERER_URL|localhost:5173|@vite\/client/],
  ['a source map', /\/\/[#@] ?sourceMappingURL=/],
  ['a path of the build machine', /file:\/\/\/(home|root|Users)\//],
];

/**
 * @param {string[]} names with slashes, relative to the archive
 * @returns {string[]} findings
 */
export function judgeAsarNames(names) {
  return [
    ...names
      .filter((name) => !ASAR_FILES.some((pattern) => pattern.test(name)))
      .map((name) => `not allowed in app.asar: ${name}`),
    ...ASAR_MUST.filter((name) => !names.includes(name)).map((name) => `missing in app.asar: ${name}`),
    ...(names.filter((name) => name.endsWith('/index.node')).length === 1
      ? []
      : ['app.asar must name exactly one native library']),
  ];
}

/**
 * @param {string[]} names relative to the unpacked folder, with slashes
 * @param {{runtimeNames: Set<string>, executable: string, resources: string, stamp: string | undefined}} allowed the
 * names in the runtime that was packed, the app's own executable, the resources folder and the mark of a proof
 * @returns {string[]} findings
 */
export function judgeFolderNames(names, { runtimeNames, executable, resources, stamp }) {
  const findings = [];
  for (const name of names) {
    if (name.startsWith(`${resources}/`)) {
      const inner = name.slice(resources.length + 1);
      if (inner === stamp || RESOURCE_FILES.some((pattern) => pattern.test(inner))) continue;
    } else if (name === executable || runtimeNames.has(name)) continue;
    findings.push(`not allowed in the package: ${name}`);
  }
  for (const name of [executable, `${resources}/app.asar`, ...(stamp ? [`${resources}/${stamp}`] : [])]) {
    if (!names.includes(name)) findings.push(`missing in the package: ${name}`);
  }
  return findings;
}

/**
 * @param {string} name
 * @param {string} text
 * @returns {string[]} findings
 */
export function judgeText(name, text) {
  return FORBIDDEN_TEXTS.filter(([, pattern]) => pattern.test(text)).map(
    ([what, pattern]) => `${name} holds ${what}: ${pattern.exec(text)?.[0]}`,
  );
}
