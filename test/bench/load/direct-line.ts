/** People on Direct Line: each has a conversation with an open stream, and the reply comes over the stream. */
import { WebSocket } from 'ws';
import type { Channel } from './channel.ts';
import { expectSuccess, HttpConnection } from './http-connection.ts';
import type { Person, Saying } from './person.ts';
import type { Plan } from './plan.ts';

interface Opened {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
}
interface Shown {
  readonly type: string;
  readonly from?: { readonly role?: string } | undefined;
}

/** One person's side of the channel. */
class Seat {
  readonly path: string;
  readonly headers: string;
  /** Without an open stream, nobody waits for replies. */
  listens = false;
  #waiting: PromiseWithResolvers<unknown> | undefined;

  constructor({ conversationId, token }: Opened) {
    this.path = `/v3/directline/conversations/${encodeURIComponent(conversationId)}/activities`;
    this.headers = `authorization: Bearer ${token}\r\n`;
  }

  /** Resolves with the bot's next message. */
  next(): Promise<unknown> {
    this.#waiting ??= Promise.withResolvers<unknown>();
    return this.#waiting.promise;
  }

  /** Takes a frame; an empty one only says that the stream lives. */
  hear(frame: string): void {
    if (frame === '' || this.#waiting === undefined) return;
    const { activities } = JSON.parse(frame) as { readonly activities: readonly Shown[] };
    const message = activities.find(({ type, from }) => type === 'message' && from?.role === 'bot');
    if (message === undefined) return;
    this.#waiting.resolve(message);
    this.#waiting = undefined;
  }
}

/** Opens conversations with the server's first process and speaks with whichever the line leads to. */
export function openDirectLine({ servers, streams = Number.POSITIVE_INFINITY }: Pick<Plan, 'servers' | 'streams'>): Channel {
  const seats = new Map<Person, Seat>();
  const idle: HttpConnection[] = [];
  const port = servers[0]?.port ?? 0;
  let sent = 0;
  return {
    open: async (person) => {
      const line = idle.pop() ?? new HttpConnection(port);
      const opened = JSON.parse(expectSuccess(await line.post('/v3/directline/conversations', '{}'))) as Opened;
      idle.push(line);
      const seat = new Seat(opened);
      seats.set(person, seat);
      if (person.index < streams) person.see(await listen(seat, opened.streamUrl));
    },
    turn: async (line, person, saying) => {
      const seat = seats.get(person);
      if (seat === undefined) throw new Error('This person has no conversation.');
      const replying = seat.listens ? seat.next() : undefined;
      const posting = line.post(seat.path, messageOf(saying, (sent += 1)), seat.headers).then(expectSuccess);
      const [reply] = await Promise.all([replying, posting]);
      return reply;
    },
  };
}

/** Opens the stream; resolves with what the bot says first. */
function listen(seat: Seat, address: string): Promise<unknown> {
  seat.listens = true;
  const { promise, reject } = Promise.withResolvers<unknown>();
  const socket = new WebSocket(address, { perMessageDeflate: false });
  socket.on('message', (frame: Buffer) => seat.hear(frame.toString('utf8')));
  socket.once('error', reject);
  return Promise.race([seat.next(), promise]);
}

/** A message as Web Chat posts it. */
function messageOf(saying: Saying, number: number): string {
  return JSON.stringify({
    type: 'message',
    ...('text' in saying ? { text: saying.text, textFormat: 'plain' } : { value: saying.value }),
    locale: 'en-GB',
    localTimezone: 'Europe/London',
    localTimestamp: new Date().toISOString(),
    entities: [{ type: 'ClientCapabilities', requiresBotState: true, supportsListening: true, supportsTts: true }],
    channelData: {
      clientActivityID: `${process.pid}-${number}`,
      clientTimestamp: new Date().toISOString(),
      ...('text' in saying ? {} : { postBack: true }),
      'webchat:sequence-id': number,
    },
    from: { id: 'dl_person', name: '', role: 'user' },
  });
}
