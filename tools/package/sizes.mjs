// @ts-check
/**
 * The size budget: what a package may weigh, so that growth is a decision and never an accident. Pure.
 */

/**
 * In bytes. The runtime weighs what Electron weighs; ours is app.asar and the native library.
 * The installer is estimated, because its tools are not everywhere: xz reaches about 0.3 of the unpacked size.
 */
export const SIZE_BUDGET = {
  asar: 8_000_000,
  nativeLibrary: 14_000_000,
  unpacked: 330_000_000,
  installer: 115_000_000,
};

/**
 * @param {{asar: number, nativeLibrary: number, unpacked: number, installer?: number | undefined}} measured in bytes
 * @returns {string[]} findings
 */
export function judgeSizes(measured) {
  return Object.entries(SIZE_BUDGET).flatMap(([name, limit]) => {
    const size = measured[/** @type {keyof typeof SIZE_BUDGET} */ (name)];
    if (size === undefined) return [];
    return size > limit ? [`${name} weighs ${formatMegabytes(size)}, budget ${formatMegabytes(limit)}`] : [];
  });
}

/** @param {number} bytes */
export function formatMegabytes(bytes) {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
