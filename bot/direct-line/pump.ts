/** Sends what is recorded in a conversation over one socket, in order and without gaps. */
import type { WebSocket } from 'ws';
import type { Recorded } from '../conversations.ts';
import type { Channel } from './channel.ts';
import { activitySet, type Viewer } from './client-view.ts';

/** Activities in one frame at most: a card has up to 28 KB, and a phone shows the first frame sooner than the last. */
const perFrame = 50;

/**
 * Sends everything after the watermark, then whatever is recorded, until the socket closes.
 * The next frame waits until the last one has left, so a slow reader costs one page of the history, not all of it.
 */
export function pump(socket: WebSocket, after: number, viewer: Viewer, { conversations, log }: Pick<Channel, 'conversations' | 'log'>): void {
  const { conversation } = viewer.holder;
  let sent = after;
  let isRunning = false;
  let isStale = false;
  const sendFresh = async (): Promise<void> => {
    for (let records = await conversations.history(conversation, sent); records.length > 0; records = await conversations.history(conversation, sent)) {
      const frame = records.slice(0, perFrame);
      await send(socket, await activitySet(frame, sent, viewer));
      sent = frame.at(-1)?.seq ?? sent;
    }
  };
  /** What follows directly on what was sent need not be read again. */
  const sendGiven = async (given: readonly Recorded[]): Promise<void> => {
    const frame = await activitySet(given, sent, viewer);
    sent = given.at(-1)?.seq ?? sent;
    await send(socket, frame);
  };
  const run = async (given: readonly Recorded[] | undefined): Promise<void> => {
    isStale = given === undefined || isRunning || given[0]?.seq !== sent + 1;
    if (isRunning) return;
    isRunning = true;
    if (!isStale && given !== undefined && socket.readyState === socket.OPEN) await sendGiven(given);
    while (isStale && socket.readyState === socket.OPEN) {
      isStale = false;
      await sendFresh();
    }
    isRunning = false;
  };
  const changed = (given?: readonly Recorded[]): void => {
    run(given).catch((error: unknown) => {
      if (socket.readyState !== socket.OPEN) return;
      log.error({ err: error }, 'A conversation could not be read for its stream; the client connects again.');
      socket.close(1011, 'The server could not read the conversation.');
    });
  };
  const unwatch = conversations.watch(conversation, changed);
  socket.once('close', unwatch);
  socket.on('error', (error) => log.debug({ err: error }, 'A stream broke off.'));
  changed();
}

function send(socket: WebSocket, frame: string): Promise<void> {
  return new Promise((resolve, reject) => socket.send(frame, (error) => (error ? reject(error) : resolve())));
}
