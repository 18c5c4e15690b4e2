// @ts-check
/**
 * The fuses of the packaged app: one table, from which they are set and against which they are read back.
 */
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';

/**
 * SECURITY: recommendation 19, every fuse stated. docs/packaging.md says what each does.
 * @type {Record<keyof typeof FuseV1Options, boolean>}
 */
export const STATED_FUSES = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  // Electron checks the sum on macOS and Windows; on Linux it ignores this fuse.
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  // Electron's default; the policy of every page forbids WebAssembly, so nothing depends on it.
  WasmTrapHandlers: true,
};

/** @typedef {keyof typeof STATED_FUSES} FuseName */
const NAMES = /** @type {FuseName[]} */ (Object.keys(STATED_FUSES));

/**
 * Sets the fuses of an executable (or a macOS app bundle).
 * @param {string} executable
 * @param {{isProof: boolean}} options an older runtime lacks the newest fuses: only a proof may go without them
 * @throws when the runtime has a fuse that the table does not state
 */
export async function setStatedFuses(executable, { isProof }) {
  const present = new Set(Object.keys(await readFuses(executable)));
  const wanted = Object.fromEntries(
    NAMES.filter((name) => !isProof || present.has(name)).map((name) => [FuseV1Options[name], STATED_FUSES[name]]),
  );
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Its type demands every fuse by name; the run-time check, which this asks for, sees to it.
    .../** @type {any} */ (wanted),
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: process.platform === 'darwin' && process.arch === 'arm64',
  });
}

/**
 * The fuse wire as it is in the executable: name → on; a fuse that is not known here by its number.
 * @param {string} executable
 * @returns {Promise<Record<string, boolean>>}
 */
export async function readFuses(executable) {
  /** @type {Record<string, boolean>} */
  const found = {};
  for (const [position, state] of Object.entries(await getCurrentFuseWire(executable))) {
    if (!/^\d+$/.test(position)) continue;
    const name = FuseV1Options[Number(position)] ?? position;
    found[name] = state === FuseState.ENABLE;
  }
  return found;
}

/**
 * @param {Record<string, boolean>} found
 * @param {{isProof: boolean}} options
 * @returns {string[]} one line for each fuse that is not as stated
 */
export function compareFuses(found, { isProof }) {
  const findings = [];
  for (const name of NAMES) {
    if (!(name in found)) {
      if (!isProof) findings.push(`fuse ${name} is not in this runtime`);
    } else if (found[name] !== STATED_FUSES[name]) {
      findings.push(`fuse ${name} is ${found[name] ? 'on' : 'off'}, stated ${STATED_FUSES[name] ? 'on' : 'off'}`);
    }
  }
  for (const name of Object.keys(found)) {
    if (!NAMES.some((known) => known === name)) findings.push(`fuse ${name} is in this runtime and not stated`);
  }
  return findings;
}
