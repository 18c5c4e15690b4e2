/** Tells the packages that were made with the development runtime from products. Pure. */

/** True for versions such as `0.1.0-proof`, which packaging gives to what must not be distributed. */
export function isProofVersion(version: string): boolean {
  return version.endsWith('-proof');
}
