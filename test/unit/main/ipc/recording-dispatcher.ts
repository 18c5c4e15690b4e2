/** A dispatcher whose handlers only write down that they were called, for every channel of the table. */
import { requestChannels, type RequestChannel } from '#contract/channels';
import { windowKinds, type WindowKind } from '#contract/domain/app-info';
import { createDispatcher, type Dispatcher } from '#main/ipc/dispatcher';
import type { Handlers, Sender } from '#main/ipc/handler';
import { createFakeClock, createRecordingLogger } from '#test/support/ports';

export const channels = Object.keys(requestChannels) as RequestChannel[];

export interface HandlerCall {
  channel: string;
  request: unknown;
  sender: Sender;
}

export interface RecordingDispatcher {
  dispatcher: Dispatcher;
  calls: HandlerCall[];
  logLines: string[];
  clock: ReturnType<typeof createFakeClock>;
}

/** `answer` decides what every handler answers; by default it succeeds with null. */
export function createRecordingDispatcher(
  answer: (call: HandlerCall) => Promise<unknown> = async () => ({ ok: true, value: null }),
): RecordingDispatcher {
  const calls: HandlerCall[] = [];
  const handlers = Object.fromEntries(
    channels.map((channel) => [
      channel,
      (request: unknown, sender: Sender) => {
        const call = { channel, request, sender };
        calls.push(call);
        return answer(call);
      },
    ]),
  ) as unknown as Handlers;
  const clock = createFakeClock();
  const logger = createRecordingLogger();
  const redact = (text: string) => text.replaceAll('s3cret', '[redacted]');
  return { dispatcher: createDispatcher({ handlers, clock, redact, logger }), calls, logLines: logger.lines, clock };
}

/** A window that may use the channel. */
export function allowedSender(channel: RequestChannel): Sender {
  return createSender(requestChannels[channel].windows[0]);
}

/** The window kinds that may not use the channel. */
export function forbiddenKinds(channel: RequestChannel): WindowKind[] {
  const allowed: readonly WindowKind[] = requestChannels[channel].windows;
  return windowKinds.filter((kind) => !allowed.includes(kind));
}

export function createSender(windowKind: WindowKind): Sender {
  const sender: Sender = { windowId: windowKinds.indexOf(windowKind) + 1, windowKind };
  if (windowKind === 'server') sender.serverId = 'abcdefghijklmnop2345';
  return sender;
}
