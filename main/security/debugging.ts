/** Takes from the command line what would open the app to a debugger. Chromium would obey it, whatever the fuses say. */
import type { CommandLine } from 'electron';

const switches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-debugging-socket-name',
];

/** To be called while the main module is loading: Electron reads these switches right after. */
export function refuseDebugging(commandLine: Pick<CommandLine, 'removeSwitch'>): void {
  // SECURITY: recommendation 20, a debugger's port would hand every window's bridge to any program of this user.
  for (const name of switches) commandLine.removeSwitch(name);
}
