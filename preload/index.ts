/** The bridge between a page and main: two functions and nothing else. Free of the schema library and of state. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { GavelBridge } from '#contract/bridge';
import { isEventChannel, isRequestChannel } from '#contract/channels';
import { fail, type Result } from '#contract/result';

const bridge: GavelBridge = {
  async request(channel, request) {
    // SECURITY: recommendation 20. Names outside the table never reach IPC; main checks again.
    if (typeof channel !== 'string' || !isRequestChannel(channel)) {
      return fail('unknown_channel', 'This request does not exist.');
    }
    try {
      return (await ipcRenderer.invoke('gavel:request', channel, request)) as Result<never>;
    } catch (error) {
      // Main never rejects: what fails here is the way to it, as for a request that cannot be copied.
      return fail('invalid_request', 'This request cannot be sent.', { likelyCause: String(error).slice(0, 200) });
    }
  },
  listen(channel, listener) {
    if (typeof channel !== 'string' || !isEventChannel(channel) || typeof listener !== 'function')
      return () => undefined;
    // SECURITY: recommendation 20. The page never sees Electron's event, which carries the sender.
    const deliver = (_event: IpcRendererEvent, name: unknown, payload: unknown): void => {
      if (name === channel) listener(payload as Parameters<typeof listener>[0]);
    };
    ipcRenderer.on('gavel:event', deliver);
    return () => void ipcRenderer.off('gavel:event', deliver);
  },
};

contextBridge.exposeInMainWorld('gavel', Object.freeze(bridge));
