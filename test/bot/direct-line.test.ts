import { WebSocket } from 'ws';
import { startTestServer, type TestServer } from '../support/direct-line-server.ts';

interface WireActivity {
  readonly id: string;
  readonly text?: string;
  readonly summary?: string;
  readonly timestamp?: string;
  readonly from: { readonly id: string };
  readonly channelData: Readonly<Record<string, unknown>>;
  readonly attachments: readonly { readonly name: string; readonly contentUrl: string }[];
}

interface ActivitySet {
  readonly activities: readonly WireActivity[];
  readonly watermark: string;
}

interface Connection {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
}

/** Whatever the channel may answer; a test looks at what its call answers with. */
interface Body extends ActivitySet, Connection {
  readonly id: string;
  readonly error: { readonly code: string };
}

interface Answered {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.stop());

async function call(
  method: string,
  path: string,
  { token, body, headers = {}, to = server }: { token?: string; body?: unknown; headers?: Record<string, string>; to?: TestServer } = {},
): Promise<Answered> {
  const isForm = body instanceof FormData;
  const response = await fetch(path.startsWith('http') ? path : `${to.domain}/${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
}

async function start(to = server): Promise<Connection> {
  return (await call('POST', 'conversations', { body: { user: {}, locale: 'en' }, to })).body;
}

async function say(text: string, { conversationId, token }: { conversationId: string; token: string }, more: object = {}): Promise<Answered> {
  return call('POST', `conversations/${conversationId}/activities`, { token, body: { type: 'message', text, from: { id: 'me' }, ...more } });
}

function userOf(token: string): string {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()).user;
}

function textsOf(set: ActivitySet): (string | undefined)[] {
  return set.activities.map((one) => one.text ?? one.summary);
}

describe('A Direct Line client', () => {
  it('gets a token for a new conversation, starts it, says something and reads on by watermark', async () => {
    const generated = await call('POST', 'tokens/generate');
    expect(generated).toMatchObject({ status: 200, body: { conversationId: expect.any(String), token: expect.any(String), expires_in: 1800 } });
    const { token, conversationId } = generated.body;
    const started = await call('POST', 'conversations', { token });
    expect(started).toMatchObject({ status: 201, body: { conversationId, streamUrl: expect.stringMatching(/^ws:\/\/127/) } });
    const said = await say('hello', { token, conversationId });
    expect(said).toMatchObject({ status: 200, body: { id: expect.stringContaining(conversationId) } });
    const all = await call('GET', `conversations/${conversationId}/activities?watermark=`, { token });
    expect(textsOf(all.body)).toEqual(['Welcome. What is the trouble?', 'hello', 'You said: hello']);
    const none = await call('GET', `conversations/${conversationId}/activities?watermark=${all.body.watermark}`, { token });
    expect(none.body).toEqual({ activities: [], watermark: all.body.watermark });
    const rest = await call('GET', `conversations/${conversationId}/activities?watermark=2`, { token });
    expect(textsOf(rest.body)).toEqual(['You said: hello']);
    expect((await call('GET', `conversations/${conversationId}/activities?watermark=null`, { token })).body.activities).toHaveLength(3);
  });

  it('finds its own activity again by clientActivityID, said by the user of the token whatever the body claims', async () => {
    const conversation = await start();
    await say('hello', conversation, {
      id: 'forged',
      timestamp: '1999',
      from: { id: 'admin', role: 'bot' },
      channelData: { clientActivityID: 'c-1', postBack: true },
    });
    const { body } = await call('GET', `conversations/${conversation.conversationId}/activities`, { token: conversation.token });
    expect(body.activities[1]).toMatchObject({
      from: { id: userOf(conversation.token), role: 'user' },
      channelData: { clientActivityID: 'c-1', postBack: true },
      conversation: { id: conversation.conversationId },
    });
    expect(body.activities[1]!.id).not.toBe('forged');
    expect(body.activities[1]!.timestamp).toBeUndefined();
  });

  it('is applied once when it sends the same activity again', async () => {
    const conversation = await start();
    const first = await say('hello', conversation, { channelData: { clientActivityID: 'c-1' } });
    const second = await say('hello', conversation, { channelData: { clientActivityID: 'c-1' } });
    expect(second.body.id).toBe(first.body.id);
    expect((await call('GET', `conversations/${conversation.conversationId}/activities`, { token: conversation.token })).body.activities).toHaveLength(3);
  });

  it('may say that somebody is typing, which is not kept', async () => {
    const conversation = await start();
    expect(
      await call('POST', `conversations/${conversation.conversationId}/activities`, { token: conversation.token, body: { type: 'typing', from: { id: 'x' } } }),
    ).toMatchObject({ status: 200, body: { id: expect.any(String) } });
    expect((await call('GET', `conversations/${conversation.conversationId}/activities`, { token: conversation.token })).body.activities).toHaveLength(1);
  });

  it('starts the same conversation again with the same token, without a second welcome', async () => {
    const { token, conversationId } = await start();
    expect(await call('POST', 'conversations', { token })).toMatchObject({ status: 200, body: { conversationId } });
    expect((await call('GET', `conversations/${conversationId}/activities`, { token })).body.activities).toHaveLength(1);
  });

  it('renews its token in time, and is told when it is too late', async () => {
    const { token, conversationId } = await start();
    server.wait(29 * 60_000);
    const renewed = await call('POST', 'tokens/refresh', { token });
    expect(renewed).toMatchObject({ status: 200, body: { conversationId, expires_in: 1800 } });
    server.wait(2 * 60_000);
    expect(await call('POST', 'tokens/refresh', { token })).toMatchObject({ status: 403, body: { error: { code: 'TokenExpired' } } });
    expect((await call('GET', `conversations/${conversationId}/activities`, { token: renewed.body.token })).status).toBe(200);
  });

  it('comes back to its conversation with a new token and a stream that goes on at its watermark', async () => {
    const { token, conversationId } = await start();
    const back = await call('GET', `conversations/${conversationId}?watermark=1`, { token });
    expect(back).toMatchObject({ status: 200, body: { conversationId, token: expect.any(String) } });
    expect(new URL(back.body.streamUrl).searchParams.get('watermark')).toBe('1');
  });

  it('gets a session id', async () => {
    const { token } = await start();
    expect(await call('GET', 'session/getsessionid', { token })).toMatchObject({ status: 200, body: { sessionId: expect.any(String) } });
  });

  it('behind a proxy with HTTPS gets addresses that lead through the proxy', async () => {
    const headers = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'help.contoso.com' };
    const { body } = await call('POST', 'conversations', { headers });
    expect(body.streamUrl).toMatch(/^wss:\/\/help\.contoso\.com\/v3\/directline\//);
    expect((await call('POST', 'conversations', { headers: { 'X-Forwarded-Host': 'evil.com/?x=' } })).body.streamUrl).toMatch(/^ws:\/\/localhost\//);
  });
});

describe('The channel refuses', () => {
  it('who has no token, a wrong one, another conversation’s, or one for another purpose', async () => {
    const mine = await start();
    const other = await start();
    const path = `conversations/${mine.conversationId}/activities`;
    const stream = new URL(mine.streamUrl).searchParams.get('t')!;
    expect(await call('GET', path)).toMatchObject({ status: 401, body: { error: { code: 'Unauthorized', message: expect.any(String) } } });
    expect((await call('GET', path)).headers.get('www-authenticate')).toBe('Bearer');
    expect((await call('GET', path, { headers: { Authorization: 'Basic eDp5' } })).status).toBe(401);
    for (const token of ['garbage', other.token, stream, `${mine.token.slice(0, -4)}AAAA`]) expect((await call('GET', path, { token })).status).toBe(403);
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${mine.token.split('.')[1]}.`;
    expect((await call('GET', path, { token: unsigned })).status).toBe(403);
  });

  it('a conversation that nobody started', async () => {
    const { token, conversationId } = (await call('POST', 'tokens/generate')).body;
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/activities'],
      ['POST', '/activities'],
      ['POST', '/upload'],
    ] as const) {
      expect(await call(method, `conversations/${conversationId}${path}`, { token })).toMatchObject({
        status: 404,
        body: { error: { code: 'ConversationNotFound' } },
      });
    }
  });

  it.each([
    [{}],
    [[]],
    [null],
    [{ type: 5 }],
    [{ type: '' }],
    [{ type: 'message', text: 5 }],
    [{ type: 'message', channelData: { clientActivityID: 7 } }],
    [{ type: 'message', attachments: [{ contentType: 'a/b', contentUrl: 'http://169.254.169.254/' }] }],
    [{ type: 'message', entities: 'x' }],
  ])('the body %j, naming what is wrong', async (body) => {
    const { token, conversationId } = await start();
    expect(await call('POST', `conversations/${conversationId}/activities`, { token, body })).toMatchObject({
      status: 400,
      body: { error: { code: 'BadArgument', message: expect.stringContaining('not an activity') } },
    });
  });

  it.each(['%', '%E0%A4%A', '..%2F..', 'x'.repeat(300), '%00', "' OR 1=1"])('the conversation %j with a plain answer', async (id) => {
    const { token } = await start();
    const { status } = await call('GET', `conversations/${id}/activities`, { token });
    expect([400, 403, 404, 405]).toContain(status);
  });

  it('compressed, oversized and form bodies, and watermarks that are none', async () => {
    const { token, conversationId } = await start();
    const path = `conversations/${conversationId}/activities`;
    expect((await call('POST', path, { token, body: {}, headers: { 'Content-Encoding': 'gzip' } })).status).toBe(415);
    expect((await call('POST', path, { token, body: { type: 'message', text: 'x'.repeat(300_000) } })).body.error.code).toBe('MessageSizeTooBig');
    expect((await call('POST', path, { token, body: {}, headers: { 'Content-Type': 'text/plain' } })).status).toBe(415);
    expect((await call('GET', `${path}?watermark=-1`, { token })).status).toBe(400);
    expect((await call('GET', `${path}?watermark=1e9`, { token })).status).toBe(400);
  });

  it('pages on other hosts, unless the operator named their origin', async () => {
    const open = await startTestServer({ allowedOrigins: ['https://intranet.contoso.com/'] });
    const preflight = (origin: string) => call('OPTIONS', 'conversations', { headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' }, to: open });
    const allowed = await preflight('https://intranet.contoso.com');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://intranet.contoso.com');
    expect(allowed.headers.get('access-control-allow-headers')).toContain('Authorization');
    for (const origin of ['https://evil.com', 'null', 'https://intranet.contoso.com.evil.com']) {
      const { headers } = await preflight(origin);
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('access-control-allow-methods')).toBeNull();
    }
    expect(
      (await call('POST', 'tokens/generate', { headers: { Origin: 'https://intranet.contoso.com' }, to: open })).headers.get('access-control-allow-origin'),
    ).toBe('https://intranet.contoso.com');
    await open.stop();
  });
});

describe('With a shared secret', () => {
  const shareSecret = 'a secret of thirty-two characters'.replaceAll(' ', '-');
  let guarded: TestServer;

  beforeEach(async () => {
    guarded = await startTestServer({ shareSecret });
  });
  afterEach(() => guarded.stop());

  it('strangers get no tokens', async () => {
    expect((await call('POST', 'tokens/generate', { to: guarded })).status).toBe(401);
    expect((await call('POST', 'conversations', { to: guarded })).status).toBe(401);
    expect((await call('POST', 'tokens/generate', { token: `${shareSecret}x`, to: guarded })).status).toBe(403);
  });

  it('its holder gets a token for the user it names', async () => {
    const { body } = await call('POST', 'tokens/generate', { token: shareSecret, body: { user: { id: 'anna', name: 'Anna' } }, to: guarded });
    expect(userOf(body.token)).toBe('anna');
  });

  it('its holder may speak for the users it names, without tokens', async () => {
    const { body } = await call('POST', 'conversations', { token: shareSecret, to: guarded });
    const path = `conversations/${body.conversationId}/activities`;
    expect((await call('POST', path, { token: shareSecret, body: { type: 'message', text: 'hi' }, to: guarded })).body.error.code).toBe('MissingProperty');
    await call('POST', path, { token: shareSecret, body: { type: 'message', text: 'hi', from: { id: 'anna' } }, to: guarded });
    expect((await call('GET', path, { token: shareSecret, to: guarded })).body.activities[1]!.from.id).toBe('anna');
    expect((await call('POST', 'tokens/refresh', { token: shareSecret, to: guarded })).status).toBe(401);
  });

  it('a user whom a stranger names is not believed', async () => {
    const { body } = await call('POST', 'tokens/generate', { body: { user: { id: 'anna' } } });
    expect(userOf(body.token)).toMatch(/^dl_/);
  });
});

describe('An upload', () => {
  function form(files: readonly (readonly [string, string | Uint8Array<ArrayBuffer>, string])[], activity?: object): FormData {
    const parts = new FormData();
    if (activity !== undefined) parts.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }));
    for (const [name, content, type] of files) parts.append('file', new Blob([content], { type }), name);
    return parts;
  }

  async function upload(body: FormData, { conversationId, token }: { conversationId: string; token: string }): Promise<Answered> {
    return call('POST', `conversations/${conversationId}/upload?userId=me`, { token, body });
  }

  it('arrives as one message, and its files can be loaded by their links, and only in this conversation', async () => {
    const conversation = await start();
    const activity = {
      type: 'message',
      text: 'see',
      channelData: { clientActivityID: 'u-1' },
      attachments: [
        { contentType: 'text/plain', name: 'log.txt' },
        { contentType: 'image/png', name: 'p.png', thumbnailUrl: 'data:image/png;base64,AAAA' },
      ],
    };
    const sent = await upload(
      form(
        [
          ['log.txt', 'a log', 'text/plain'],
          ['p.png', new Uint8Array([1, 2]), 'image/png'],
        ],
        activity,
      ),
      conversation,
    );
    expect(sent.status).toBe(200);
    const { body } = await call('GET', `conversations/${conversation.conversationId}/activities`, { token: conversation.token });
    const message = body.activities[1]!;
    expect(message).toMatchObject({
      text: 'see',
      channelData: { clientActivityID: 'u-1' },
      attachments: [
        { contentType: 'text/plain', name: 'log.txt' },
        { name: 'p.png', thumbnailUrl: 'data:image/png;base64,AAAA' },
      ],
    });
    const log = message.attachments[0]!;
    const picture = message.attachments[1]!;
    const loaded = await call('GET', log.contentUrl);
    expect(loaded).toMatchObject({ status: 200, body: 'a log' });
    expect(loaded.headers.get('content-type')).toBe('application/octet-stream');
    expect(loaded.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''log.txt");
    expect(loaded.headers.get('content-security-policy')).toContain('sandbox');
    expect((await call('GET', picture.contentUrl)).headers.get('content-type')).toBe('image/png');
    const bare = log.contentUrl.split('?')[0]!;
    expect((await call('GET', bare, { token: conversation.token })).status).toBe(200);
    expect((await call('GET', bare)).status).toBe(401);
    expect((await call('GET', bare, { token: (await start()).token })).status).toBe(403);
    expect((await call('GET', `${bare}?${picture.contentUrl.split('?')[1]}`)).status).toBe(403);
    server.wait(25 * 3_600_000);
    expect((await call('GET', log.contentUrl)).status).toBe(403);
  });

  it('shows a file name without folders and disguises', async () => {
    const conversation = await start();
    await upload(form([['../../etc/pass\u202Ewd.txt', 'x', 'text/html']]), conversation);
    const { body } = await call('GET', `conversations/${conversation.conversationId}/activities`, { token: conversation.token });
    expect(body.activities[1]!.attachments[0]!.name).toBe('passwd.txt');
  });

  it('is refused when it has no file, too many, too much, or is no form', async () => {
    const conversation = await start();
    const file = (name: string) => [name, 'x', 'text/plain'] as const;
    expect(await upload(form([], { type: 'message' }), conversation)).toMatchObject({ status: 400 });
    expect(
      await upload(
        form(
          [1, 2, 3, 4, 5, 6].map((one) => file(`${one}`)),
          { type: 'message' },
        ),
        conversation,
      ),
    ).toMatchObject({ status: 413 });
    expect(await upload(form([['big', 'x'.repeat(11 * 1024 * 1024), 'text/plain']]), conversation)).toMatchObject({ status: 413 });
    expect(await upload(form([file('a')], { type: 7 }), conversation)).toMatchObject({ status: 400 });
    const path = `conversations/${conversation.conversationId}/upload`;
    expect((await call('POST', path, { token: conversation.token, body: {} })).status).toBe(415);
    expect((await call('POST', path, { token: conversation.token, body: {}, headers: { 'Content-Type': 'multipart/form-data' } })).status).toBe(400);
    expect((await call('POST', path, { token: conversation.token, body: {}, headers: { 'Content-Type': 'multipart/form-data; boundary=x' } })).status).toBe(
      400,
    );
    const torn = '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhal';
    const answer = await fetch(`${server.domain}/${path}`, {
      method: 'POST',
      body: torn,
      headers: { Authorization: `Bearer ${conversation.token}`, 'Content-Type': 'multipart/form-data; boundary=x' },
    });
    expect(answer.status).toBe(400);
    expect((await call('GET', `conversations/${conversation.conversationId}/activities`, { token: conversation.token })).body.activities).toHaveLength(1);
  });
});

describe('The stream', () => {
  function open(url: string): { socket: WebSocket; frames: ActivitySet[]; next(): Promise<ActivitySet>; closed: Promise<number> } {
    const socket = new WebSocket(url);
    const frames: ActivitySet[] = [];
    let wake = () => {};
    let read = 0;
    socket.on('message', (data) => {
      frames.push(JSON.parse(String(data)));
      wake();
    });
    socket.on('error', () => {});
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    const next = async () => {
      while (frames.length <= read) await new Promise<void>((resolve) => (wake = resolve));
      return frames[read++]!;
    };
    return { socket, frames, next, closed };
  }

  it('sends what there is, then whatever comes, with watermarks', async () => {
    const conversation = await start();
    const stream = open(conversation.streamUrl);
    expect(await stream.next()).toMatchObject({ watermark: '1', activities: [{ summary: 'Welcome. What is the trouble?' }] });
    stream.socket.send('');
    await say('hello', conversation);
    const frame = await stream.next();
    expect(textsOf(frame)).toEqual(['hello', 'You said: hello']);
    expect(frame.watermark).toBe('3');
    stream.socket.close();
  });

  it('goes on where a client left off', async () => {
    const conversation = await start();
    await say('hello', conversation);
    const { body } = await call('GET', `conversations/${conversation.conversationId}?watermark=2`, { token: conversation.token });
    const stream = open(body.streamUrl);
    expect(textsOf(await stream.next())).toEqual(['You said: hello']);
    stream.socket.close();
  });

  it('sends a long history in several frames, without gaps', async () => {
    const conversation = await start();
    await Promise.all(Array.from({ length: 60 }, (_, index) => say(`${index}`, conversation)));
    const { body } = await call('GET', `conversations/${conversation.conversationId}`, { token: conversation.token });
    const stream = open(body.streamUrl);
    const sets = [await stream.next(), await stream.next(), await stream.next()];
    expect(sets.flatMap((set) => set.activities)).toHaveLength(121);
    expect(sets.map((set) => set.watermark)).toEqual(['50', '100', '121']);
    stream.socket.close();
  });

  it('shows a card anew under its id and in its place', async () => {
    const conversation = await start();
    const stream = open(conversation.streamUrl);
    const first = (await stream.next()).activities[0]!;
    await say('again', conversation);
    const anew = (await stream.next()).activities.at(-1)!;
    expect(anew).toMatchObject({ id: first.id, summary: 'Welcome, anew.' });
    expect(anew.channelData['webchat:sequence-id']).toBe(first.channelData['webchat:sequence-id']);
    stream.socket.close();
  });

  it('opens only with an address of ours that is fresh', async () => {
    const conversation = await start();
    const refused = async (url: string) => {
      const { socket, closed } = open(url);
      const status = new Promise((resolve) => socket.once('unexpected-response', (_request, response) => resolve(response.statusCode)));
      const answer = await status;
      socket.terminate();
      await closed;
      return answer;
    };
    const url = new URL(conversation.streamUrl);
    expect(await refused(conversation.streamUrl.replace(/t=[^&]+/, `t=${conversation.token}`))).toBe(403);
    expect(await refused(conversation.streamUrl.replace(conversation.conversationId, (await start()).conversationId))).toBe(403);
    expect(await refused(`ws://${url.host}/elsewhere`)).toBe(404);
    server.wait(6 * 60_000);
    expect(await refused(conversation.streamUrl)).toBe(403);
  });

  it('tells its clients to come back when the server stops', async () => {
    const conversation = await start();
    const stream = open(conversation.streamUrl);
    await stream.next();
    server.cutStreams();
    expect(await stream.closed).toBe(1001);
  });
});
