/** Nobody reads, writes, follows, downloads or guesses another's conversation: each door of our own channel and page, tried with every wrong key. */
import { createHmac } from 'node:crypto';
import { WebSocket } from 'ws';
import type { Service } from '../../bot/service.ts';
import { startTestService } from '../support/service.ts';

interface Opened {
  readonly id: string;
  readonly token: string;
  readonly stream: string;
  readonly upload: string;
  readonly cookie: string;
}

/** A file is kept only for a helpdesk; nobody listens at this one. */
const env = {
  ALLOWED_ORIGINS: 'https://intranet.contoso.com',
  CONVERSATIONS_PER_MINUTE_ADDRESS: '0',
  HANDOVER_WEBHOOK_URL: 'http://127.0.0.1:9/cases',
  HANDOVER_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
};
const secretText = 'only Anna may read this';
let moved = 0;
let service: Service;
/** Whose conversation it is, somebody else, and somebody of another installation. */
let anna: Opened;
let mallory: Opened;
let elsewhere: Opened;
let other: Service;

beforeAll(async () => {
  service = await startTestService(env, () => Date.now() + moved);
  other = await startTestService(env);
  anna = await open(service);
  mallory = await open(service);
  elsewhere = await open(other);
});
afterAll(async () => {
  await service.stop();
  await other.stop();
});
beforeEach(() => {
  moved = 0;
});

const origin = (of = service): string => `http://127.0.0.1:${of.port}`;
const conversations = '/v3/directline/conversations';

async function call(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: BodyInit,
  of = service,
): Promise<{ status: number; text: string; headers: Headers }> {
  const type: Record<string, string> = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
  const response = await fetch(path.startsWith('http') ? path : origin(of) + path, {
    method,
    headers: { ...type, ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** A person of the page, with something said and something uploaded. */
async function open(of: Service): Promise<Opened> {
  const session = await call('POST', '/web-chat/session', {}, '{}', of);
  const { token, conversationId: id } = JSON.parse(session.text) as { token: string; conversationId: string };
  const auth = { authorization: `Bearer ${token}` };
  await call('POST', `${conversations}/${id}/activities`, auth, JSON.stringify({ type: 'message', text: secretText }), of);
  // Only a file for a helpdesk that has the case is kept, and only after the person agreed; they are asked when there was one before.
  await call('POST', `${conversations}/${id}/upload`, auth, form(), of);
  for (const text of ['person', 'here in this chat', 'yes, keep files for them', 'send it'])
    await call('POST', `${conversations}/${id}/activities`, auth, JSON.stringify({ type: 'message', text }), of);
  await call('POST', `${conversations}/${id}/upload`, auth, form(), of);
  const history = await call('GET', `${conversations}/${id}/activities`, auth, undefined, of);
  const upload = /"contentUrl":"([^"]+)"/.exec(history.text)?.[1] ?? '';
  const { streamUrl: stream } = JSON.parse((await call('GET', `${conversations}/${id}`, auth, undefined, of)).text) as { streamUrl: string };
  return { id, token, stream, upload, cookie: session.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

function form(): FormData {
  const parts = new FormData();
  parts.append('file', new Blob(['the secret log'], { type: 'text/plain' }), 'log.txt');
  return parts;
}

function streamToken({ stream }: Opened): string {
  return new URL(stream).searchParams.get('t') ?? '';
}

function uploadToken({ upload }: Opened): string {
  return new URL(upload).searchParams.get('t') ?? '';
}

/** The claims of a token with something changed, signed with a key or not at all. */
function forged(token: string, change: object, header: object = {}, key?: string): string {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const part = (text: string, more: object): string =>
    Buffer.from(JSON.stringify({ ...(JSON.parse(Buffer.from(text, 'base64url').toString()) as object), ...more })).toString('base64url');
  const unsigned = `${part(head, header)}.${part(payload, change)}`;
  return `${unsigned}.${key === undefined ? signature : createHmac('sha256', key).update(unsigned).digest('base64url')}`;
}

/** Keys that do not open Anna's conversation. */
const keys: readonly (readonly [string, () => string | undefined])[] = [
  ['nothing', () => undefined],
  ['the word undefined', () => 'undefined'],
  ['garbage', () => 'garbage'],
  ['her conversation’s id', () => anna.id],
  ['another person’s token', () => mallory.token],
  ['another installation’s token', () => elsewhere.token],
  ['another installation’s token for her conversation', () => forged(elsewhere.token, { conv: anna.id })],
  ['another person’s token with her conversation in it', () => forged(mallory.token, { conv: anna.id })],
  ['the same, not signed', () => `${forged(mallory.token, { conv: anna.id }, { alg: 'none' }).split('.').slice(0, 2).join('.')}.`],
  ['the same, signed with an empty key', () => forged(mallory.token, { conv: anna.id }, {}, '')],
  ['the same, signed with the issuer’s name', () => forged(mallory.token, { conv: anna.id }, {}, 'stepwise')],
  ['her token for a later time', () => forged(anna.token, { exp: 99_999_999_999 })],
  ['her token with another algorithm', () => forged(anna.token, {}, { alg: 'HS512' })],
  ['her token without its last letter', () => anna.token.slice(0, -1)],
  ['her stream’s token', () => streamToken(anna)],
  ['her file’s token', () => uploadToken(anna)],
  ['her session’s cookie', () => anna.cookie.split('=')[1]],
  ['another person’s stream’s token', () => streamToken(mallory)],
];

/** What one may do with a conversation of one's own. */
const doors: readonly (readonly [string, (auth: Record<string, string>) => Promise<{ status: number; text: string }>])[] = [
  ['read', (auth) => call('GET', `${conversations}/${anna.id}/activities?watermark=0`, auth)],
  ['write', (auth) => call('POST', `${conversations}/${anna.id}/activities`, auth, JSON.stringify({ type: 'message', text: 'forged' }))],
  ['upload', (auth) => call('POST', `${conversations}/${anna.id}/upload`, auth, form())],
  ['come back', (auth) => call('GET', `${conversations}/${anna.id}`, auth)],
  ['download', (auth) => call('GET', anna.upload.split('?')[0] ?? '', auth)],
];

describe.each(doors)('To %s in another’s conversation', (_what, knock) => {
  for (const [what, key] of keys) {
    it(`nobody can with ${what}`, async () => {
      const token = key();
      const { status, text } = await knock(token === undefined ? {} : { authorization: `Bearer ${token}` });
      expect([401, 403]).toContain(status);
      expect(text).not.toMatch(/only Anna|secret log/);
    });
  }

  it('nobody can with a key in the address or in a cookie', async () => {
    const { status } = await knock({ cookie: anna.cookie, 'x-authorization': `Bearer ${anna.token}` });
    expect([401, 403]).toContain(status);
  });

  it('she can, and not any more when her token has run out', async () => {
    expect((await knock({ authorization: `Bearer ${anna.token}` })).status).toBe(200);
    moved = 31 * 60_000;
    expect((await knock({ authorization: `Bearer ${anna.token}` })).status).toBe(403);
  });
});

it('Nothing that was forged arrived', async () => {
  const { text } = await call('GET', `${conversations}/${anna.id}/activities`, { authorization: `Bearer ${anna.token}` });
  const { activities } = JSON.parse(text) as { activities: { text?: string }[] };
  expect(activities.filter((one) => one.text === 'forged')).toHaveLength(1);
});

describe('A token', () => {
  const refresh = (token: string, headers: Record<string, string> = {}) =>
    call('POST', '/v3/directline/tokens/refresh', { authorization: `Bearer ${token}`, ...headers });
  const start = (token: string) => call('POST', conversations, { authorization: `Bearer ${token}` });

  it.each(keys.filter(([what]) => !what.endsWith('another person’s token')))('cannot be renewed or used to start with %s', async (_what, key) => {
    const token = key();
    expect([401, 403]).toContain((await refresh(token ?? 'undefined')).status);
    if (token !== undefined && token !== 'undefined') expect([401, 403]).toContain((await start(token)).status);
  });

  it('that is renewed is for the same conversation and user', async () => {
    const claims = (token: string): object => {
      const { conv, user } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { conv: string; user: string };
      return { conv, user };
    };
    const { token } = JSON.parse((await refresh(anna.token)).text) as { token: string };
    expect(claims(token)).toEqual(claims(anna.token));
    expect(JSON.parse((await start(mallory.token)).text)).toMatchObject({ conversationId: mallory.id });
  });

  it('never names a user that somebody without the secret chose, and ids are no numbers to count up', async () => {
    const { text } = await call('POST', '/v3/directline/tokens/generate', {}, JSON.stringify({ user: { id: anna.id, name: 'Anna' }, conversationId: anna.id }));
    expect(text).not.toContain(anna.id);
    expect(anna.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('A stream of another’s conversation', () => {
  function follow(
    query: string,
    { conversation = anna.id, headers = {} }: { conversation?: string; headers?: Record<string, string> } = {},
  ): Promise<number | string> {
    const socket = new WebSocket(`ws://127.0.0.1:${service.port}${conversations}/${conversation}/stream?watermark=0&${query}`, { headers });
    return new Promise((resolve) => {
      socket.once('message', (data) => {
        resolve(String(data));
        socket.terminate();
      });
      socket.once('unexpected-response', (_request, response) => {
        resolve(response.statusCode ?? 0);
        socket.terminate();
      });
      socket.on('error', () => undefined);
    });
  }

  it.each(keys.filter(([what]) => what !== 'her stream’s token'))('cannot be followed with %s', async (_what, key) => {
    const token = key();
    expect(await follow(token === undefined ? '' : `t=${token}`)).toBe(403);
  });

  it.each([
    ['her own token', () => anna.token],
    ['her file’s token', () => uploadToken(anna)],
  ])('cannot be followed with %s', async (_what, key) => {
    expect(await follow(`t=${key()}`)).toBe(403);
    expect(await follow('', { headers: { authorization: `Bearer ${key()}` } })).toBe(403);
  });

  it('cannot be followed by an address that names another one, or two', async () => {
    expect(await follow(`t=${streamToken(mallory)}`)).toBe(403);
    expect(await follow(`t=${streamToken(mallory)}&t=${streamToken(anna)}`)).toBe(403);
    expect(await follow(`t=${streamToken(anna)}`, { conversation: mallory.id })).toBe(403);
    expect(await follow(`t=${streamToken(anna)}`, { conversation: `${anna.id}%00` })).toBe(403);
  });

  it('can be followed by her, for five minutes', async () => {
    expect(await follow(`t=${streamToken(anna)}`)).toContain(secretText);
    moved = 6 * 60_000;
    expect(await follow(`t=${streamToken(anna)}`)).toBe(403);
  });
});

describe('A file', () => {
  const bare = (whose: Opened): string => whose.upload.split('?')[0] ?? '';

  it('cannot be loaded by the link of another file, another purpose, or another installation', async () => {
    for (const token of [
      uploadToken(mallory),
      uploadToken(elsewhere),
      streamToken(anna),
      anna.token,
      '',
      'x',
      forged(uploadToken(mallory), { conv: anna.id }),
    ]) {
      expect([token, (await call('GET', `${bare(anna)}?t=${token}`)).status]).toEqual([token, 403]);
    }
  });

  it('cannot be found in another conversation', async () => {
    const moveTo = bare(anna).replace(anna.id, mallory.id);
    expect((await call('GET', moveTo, { authorization: `Bearer ${mallory.token}` })).status).toBe(404);
    expect((await call('GET', `${moveTo}?t=${uploadToken(anna)}`)).status).toBe(403);
  });

  it('is shown to her, as something that runs nothing', async () => {
    const { status, text, headers } = await call('GET', anna.upload);
    expect([status, text]).toEqual([200, 'the secret log']);
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('The page’s session', () => {
  async function resume(cookie: string): Promise<{ resumed: boolean; conversationId: string }> {
    return JSON.parse((await call('POST', '/web-chat/session', { cookie }, '{}')).text) as never;
  }

  it('comes back with its own cookie', async () => {
    expect(await resume(anna.cookie)).toMatchObject({ resumed: true, conversationId: anna.id });
  });

  it('is a new one with any other cookie', async () => {
    const name = 'stepwise-session';
    const wrong = [
      elsewhere.cookie,
      `${name}=${anna.token}`,
      `${name}=${streamToken(anna)}`,
      `${name}=${uploadToken(anna)}`,
      `${name}=${forged(mallory.cookie.split('=')[1] ?? '', { conv: anna.id })}`,
      `${name}=${anna.id}`,
      `${name}=`,
      `x${anna.cookie}`,
      anna.cookie.replace('=', '%3D'),
      `${name}=x; ${anna.cookie}`,
    ];
    for (const cookie of wrong) expect([cookie, (await resume(cookie)).resumed]).toEqual([cookie, false]);
    moved = 31 * 24 * 3_600_000;
    expect((await resume(anna.cookie)).resumed).toBe(false);
  });

  it('has a cookie that no script and no other site can use', async () => {
    const { headers } = await call('POST', '/web-chat/session', { 'x-forwarded-proto': 'https' }, '{}');
    const cookie = headers.get('set-cookie') ?? '';
    for (const word of ['HttpOnly', 'SameSite=Strict', 'Secure', 'Path=/web-chat']) expect(cookie).toContain(word);
  });

  it('cannot be asked for by a form of another page', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      expect((await call('POST', '/web-chat/session', { 'content-type': type, cookie: anna.cookie }, '{}')).status).toBe(415);
    }
    const preflight = await call('OPTIONS', '/web-chat/session', { origin: 'https://intranet.contoso.com', 'access-control-request-method': 'POST' });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('A token that a page got', () => {
  const page = 'https://intranet.contoso.com';
  const evil = 'https://evil.example';

  async function got(headers: Record<string, string>, path = conversations): Promise<{ token: string; conversationId: string; streamUrl: string }> {
    return JSON.parse((await call('POST', path, headers, path === conversations ? undefined : '{}')).text) as never;
  }

  it.each([
    ['a conversation', conversations],
    ['the session', '/web-chat/session'],
  ])('with %s is refused to another page, wherever it is used', async (_what, path) => {
    const { token, conversationId } = await got({ origin: page }, path);
    const auth = { authorization: `Bearer ${token}` };
    const read = (headers: Record<string, string>) => call('GET', `${conversations}/${conversationId}/activities`, { ...auth, ...headers });
    expect((await read({ origin: page })).status).toBe(200);
    expect((await read({})).status).toBe(200);
    for (const origin of [evil, 'null', `${page}.evil.example`, 'http://intranet.contoso.com', `${page}:8443`])
      expect([origin, (await read({ origin })).status]).toEqual([origin, 403]);
    expect((await call('POST', '/v3/directline/tokens/refresh', { ...auth, origin: evil })).status).toBe(403);
    expect((await call('GET', `${conversations}/${conversationId}`, { ...auth, origin: evil })).status).toBe(403);
    const renewed = JSON.parse((await call('POST', '/v3/directline/tokens/refresh', auth)).text) as { token: string };
    expect((await call('GET', `${conversations}/${conversationId}`, { authorization: `Bearer ${renewed.token}`, origin: evil })).status).toBe(403);
    const back = JSON.parse((await call('GET', `${conversations}/${conversationId}`, auth)).text) as { token: string };
    expect((await call('GET', `${conversations}/${conversationId}`, { authorization: `Bearer ${back.token}`, origin: evil })).status).toBe(403);
  });

  it('opens no stream and no file for another page', async () => {
    const { streamUrl } = await got({ origin: page });
    const status = (origin: string): Promise<number> =>
      new Promise((resolve) => {
        const socket = new WebSocket(streamUrl.replace('localhost', '127.0.0.1'), { headers: { origin } });
        socket.once('open', () => resolve(101));
        socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
        socket.on('error', () => undefined);
        socket.once('message', () => socket.terminate());
      });
    expect(await status(evil)).toBe(403);
    expect(await status(page)).toBe(101);
  });

  it('which was none, but a program, is not bound', async () => {
    const { token, conversationId } = await got({});
    expect((await call('GET', `${conversations}/${conversationId}`, { authorization: `Bearer ${token}`, origin: page })).status).toBe(200);
  });
});

describe('Other pages', () => {
  it('may frame ours only where the operator named them', async () => {
    const policy = async (of: Service): Promise<string> => (await call('GET', '/', {}, undefined, of)).headers.get('content-security-policy') ?? '';
    expect(await policy(service)).toContain("frame-ancestors 'self' https://intranet.contoso.com");
    const closed = await startTestService();
    expect(await policy(closed)).toContain("frame-ancestors 'none'");
    expect((await call('GET', '/', {}, undefined, closed)).headers.get('x-frame-options')).toBe('DENY');
    await closed.stop();
  });

  it('get no answer to read unless they are named', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      'https://intranet.contoso.com.evil.example',
      'http://intranet.contoso.com',
      'https://intranet.contoso.com:444',
      'https://INTRANET.contoso.com',
    ]) {
      const { headers } = await call('POST', conversations, { origin });
      expect([origin, headers.get('access-control-allow-origin'), headers.get('access-control-allow-credentials')]).toEqual([origin, null, null]);
      expect(headers.get('vary')?.toLowerCase()).toContain('origin');
    }
  });
});
