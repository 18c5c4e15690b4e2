/** The only file that touches ipcMain: takes messages to the dispatcher and events to the windows. */
import { ipcMain, webContents, type IpcMainInvokeEvent } from 'electron';
import { eventChannels, type EventChannel, type EventPayloads } from '#contract/channels';
import type { WindowKind } from '#contract/domain/app-info';
import type { EventSink } from '#main/services/ports';
import type { RegisteredWindow, WindowRegistry } from '../app/window-registry.ts';
import { findTrustedSender } from '../security/sender-check.ts';
import type { Dispatcher } from './dispatcher.ts';

/** Answers requests from now on. */
export function registerRequests(dispatcher: Dispatcher, registry: WindowRegistry): void {
  ipcMain.handle('gavel:request', (event, channel: unknown, request: unknown) =>
    dispatcher.dispatch(identifySender(event, registry) ?? null, channel, request),
  );
}

function identifySender(event: IpcMainInvokeEvent, registry: WindowRegistry): RegisteredWindow | undefined {
  try {
    const { senderFrame: frame, sender } = event;
    const isMainFrame = frame?.parent === null && frame.frameTreeNodeId === sender.mainFrame.frameTreeNodeId;
    return findTrustedSender(
      { contentsId: sender.id, frame: frame && { origin: frame.origin, isMainFrame } },
      (contentsId) => registry.find(contentsId),
    );
  } catch {
    // SECURITY: recommendation 17. Electron throws where the frame went away meanwhile: nobody we know speaks.
    return undefined;
  }
}

/** Sends events to those windows whose kind the table names. */
export function createEventSink(registry: WindowRegistry): EventSink {
  function send<Channel extends EventChannel>(
    windows: RegisteredWindow[],
    channel: Channel,
    payload: EventPayloads[Channel],
  ): void {
    const allowed: readonly WindowKind[] = eventChannels[channel].windows;
    for (const { windowId, windowKind } of windows) {
      if (!allowed.includes(windowKind)) continue;
      const contents = webContents.fromId(windowId);
      if (contents && !contents.isDestroyed()) contents.send('gavel:event', channel, payload);
    }
  }
  return {
    toServer(serverId, channel, payload) {
      const windows = registry.list();
      send(
        windows.filter((window) => window.windowKind === 'server' && window.serverId === serverId),
        channel,
        payload,
      );
    },
    toWindow(windowId, channel, payload) {
      const window = registry.find(windowId);
      if (window) send([window], channel, payload);
    },
    toEveryWindow: (channel, payload) => send(registry.list(), channel, payload),
  };
}
