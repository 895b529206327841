/** The client that Web Chat and most others are built on, against our channel. */
import { ConnectionStatus, DirectLine, type Message } from 'botframework-directlinejs';
import { startTestServer, type TestServer } from '../support/direct-line-server.ts';

// Stands in for the browser's own.
Object.assign(globalThis, { XMLHttpRequest: require('xhr2') });

let server: TestServer;
const clients: DirectLine[] = [];

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.end();
  await server.stop();
});

/** A client that collects what it receives. */
function connect(options: { token?: string; webSocket: boolean }): { client: DirectLine; seen: Message[]; until(text: string): Promise<Message> } {
  // Its wait before it connects again is random; here it is the shortest.
  const client = new DirectLine({ domain: server.domain, pollingInterval: 200, random: () => 0, ...options });
  clients.push(client);
  const seen: Message[] = [];
  let wake = () => {};
  client.activity$.subscribe({
    next: (activity) => {
      seen.push(activity as Message);
      wake();
    },
    error: () => {},
  });
  const saying = (text: string) => seen.find((one) => one.text === text || (one as unknown as { summary?: string }).summary === text);
  const until = async (text: string) => {
    while (saying(text) === undefined) await new Promise<void>((resolve) => (wake = resolve));
    return saying(text)!;
  };
  return { client, seen, until };
}

function post(client: DirectLine, text: string): Promise<string> {
  return new Promise((resolve, reject) =>
    client
      .postActivity({ type: 'message', text, from: { id: 'whoever' }, channelData: { clientActivityID: `c-${text}` } } as Message)
      .subscribe(resolve, reject),
  );
}

async function newToken(): Promise<string> {
  const body: { token: string } = await (await fetch(`${server.domain}/tokens/generate`, { method: 'POST' })).json();
  return body.token;
}

describe.each([
  ['WebSocket', true],
  ['polling', false],
])('botframework-directlinejs over %s', (_way, webSocket) => {
  it('is welcomed, says something, sees it echoed and answered', async () => {
    const { client, until, seen } = connect({ token: await newToken(), webSocket });
    await until('Welcome. What is the trouble?');
    const id = await post(client, 'hello');
    await until('You said: hello');
    expect(seen.find((one) => one.text === 'hello')).toMatchObject({ id, channelData: { clientActivityID: 'c-hello' } });
    expect(client.connectionStatus$.getValue()).toBe(ConnectionStatus.Online);
  });

  it('without a token gets a conversation of its own', async () => {
    const { client, until } = connect({ webSocket });
    await until('Welcome. What is the trouble?');
    await post(client, 'hello');
    await until('You said: hello');
  });

  it('with the same token sees the whole conversation again', async () => {
    const token = await newToken();
    const before = connect({ token, webSocket });
    await before.until('Welcome. What is the trouble?');
    await post(before.client, 'hello');
    await before.until('You said: hello');
    before.client.end();
    const after = connect({ token, webSocket });
    await after.until('You said: hello');
    expect(after.seen).toHaveLength(3);
  });

  it('sees a card anew under the same id', async () => {
    const { client, until } = connect({ token: await newToken(), webSocket });
    const first = await until('Welcome. What is the trouble?');
    await post(client, 'again');
    expect((await until('Welcome, anew.')).id).toBe(first.id);
  });

  it('is told when its token has run out', async () => {
    const { client, until } = connect({ token: await newToken(), webSocket });
    await until('Welcome. What is the trouble?');
    server.wait(31 * 60_000);
    expect(await post(client, 'late')).toBe('retry');
    expect(client.connectionStatus$.getValue()).toBe(ConnectionStatus.ExpiredToken);
  });
});

it('botframework-directlinejs goes on after the server cut its stream, without losing or repeating anything', async () => {
  const { client, until, seen } = connect({ token: await newToken(), webSocket: true });
  await until('Welcome. What is the trouble?');
  server.cutStreams();
  await post(client, 'meanwhile');
  await until('You said: meanwhile');
  expect(new Set(seen.map((one) => one.id)).size).toBe(seen.length);
  expect(seen).toHaveLength(3);
});
