/** Whether a window's process really is in the system's sandbox, as the kernel says and not as the flags promise. */
import fs from 'node:fs/promises';

/**
 * On Linux the seccomp filter of the process is read (2 means one is in force); elsewhere only a switch can turn the
 * sandbox off. `hasNoSandboxSwitch` is what the command line said.
 */
export async function isProcessSandboxed(processId: number, hasNoSandboxSwitch: boolean): Promise<boolean> {
  if (hasNoSandboxSwitch) return false;
  if (process.platform !== 'linux') return true;
  try {
    return isFiltered(await fs.readFile(`/proc/${processId}/status`, 'utf8'));
  } catch {
    // The kernel tells us nothing: not known to be safe is told as unsafe.
    return false;
  }
}

/** Reads the text of /proc/<pid>/status. */
export function isFiltered(status: string): boolean {
  return /^Seccomp:\s*2$/m.test(status);
}
