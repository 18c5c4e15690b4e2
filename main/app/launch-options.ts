/** What Gavel's own arguments say. Pure; Chromium's arguments are not looked at. */

export interface LaunchOptions {
  /** Descriptor of the inherited pipe on which the demo's server is told. */
  demoFd?: number;
}

/** Reads the arguments strictly; those that are not of the right form are ignored. */
export function readLaunchOptions(args: readonly string[]): LaunchOptions {
  const options: LaunchOptions = {};
  for (const arg of args) {
    const demoFd = /^--gavel-demo-fd=([3-9]|[1-9]\d)$/.exec(arg)?.[1];
    if (demoFd !== undefined) options.demoFd ??= Number(demoFd);
  }
  return options;
}
