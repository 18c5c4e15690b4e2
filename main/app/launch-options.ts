/** What Gavel's own options say. Pure; Chromium's options are not looked at. */

export interface LaunchOptions {
  /** Descriptor of the inherited pipe on which the demo's server is told. */
  demoFd?: number;
}

/** Reads the options strictly; those that are not of the right form are ignored, as is all that follows `--`. */
export function readLaunchOptions(args: readonly string[]): LaunchOptions {
  const options: LaunchOptions = {};
  const end = args.indexOf('--');
  for (const arg of end === -1 ? args : args.slice(0, end)) {
    const demoFd = /^--gavel-demo-fd=([3-9]|[1-9]\d)$/.exec(arg)?.[1];
    if (demoFd !== undefined) options.demoFd ??= Number(demoFd);
  }
  return options;
}
