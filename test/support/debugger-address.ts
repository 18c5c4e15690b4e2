/** Where an app that was started with a debugging port can be connected to. */
import type { ChildProcess } from 'node:child_process';

/** Chromium tells the address of its debugger on stderr, which stays open: the app goes on writing to it. */
export function readDebuggerAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.resume();
    child.stderr?.on('data', (chunk) => {
      text += String(chunk);
      const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (address) resolve(address);
    });
    child.once('exit', () => reject(new Error(`the app ended early:\n${text}`)));
  });
}
