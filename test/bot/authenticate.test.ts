/** Who may post to `/api/messages` of a bot with an application id: the Bot Connector service, and nobody who only looks like it. */
import { createHmac } from 'node:crypto';
import { ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory, type Activity } from 'botbuilder';
import type { Service } from '../../bot/service.ts';
import { KeyService, makeKey, makeToken, type TestKey } from '../support/key-service.ts';
import { recorded } from '../support/recorded.ts';
import { startTestService } from '../support/service.ts';
import { until } from '../support/stand-in-connector.ts';

const app = '3a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';
const otherApp = '11111111-2222-4333-8444-555555555555';
const issuer = 'https://api.botframework.com';
const teams = 'https://smba.trafficmanager.net/emea/';
const america = 'https://smba.trafficmanager.net/amer/';
const env = { HOST: '127.0.0.1', MicrosoftAppId: app, MicrosoftAppPassword: 'not a real password', TRUSTED_PROXIES: '1' };

const key = makeKey('key-teams', ['msteams', 'webchat']);
const mailKey = makeKey('key-mail', ['email']);
const openKey = makeKey('key-open');
const stranger = makeKey('key-stranger');
/** Another key under a known id. */
const impostor: TestKey = { ...makeKey('key-teams'), endorsements: ['msteams'] };

let keys: KeyService;
let service: Service;
let moved = 0;
const opened: { stop(): Promise<void> }[] = [];
let ids = 0;

const now = (): number => Date.now() + moved;
const seconds = (): number => Math.floor(now() / 1000);
const claims = (change: object = {}): object => ({ iss: issuer, aud: app, serviceurl: teams, nbf: seconds() - 60, exp: seconds() + 3600, ...change });
const token = (change: object = {}, header: object = {}, by = key): string => makeToken(by, claims(change), header);

function start(metadata = keys.metadata): Promise<Service> {
  return startTestService({ ...env, BotOpenIdMetadata: metadata }, now);
}

beforeAll(async () => {
  keys = await KeyService.start(key, mailKey, openKey);
  service = await start();
});
afterAll(async () => {
  await service.stop();
  await keys.stop();
});
beforeEach(() => {
  moved = 0;
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.stop();
});

/** A key service and a bot of the test's own. */
async function startPair(...published: readonly TestKey[]): Promise<{ own: KeyService; other: Service }> {
  const own = await KeyService.start(...published);
  const other = await start(own.metadata);
  opened.push(other, own);
  return { own, other };
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | null;
}

function activity(change: object = {}): Record<string, unknown> {
  return { ...recorded('teams-message', 'error 86000C2B', teams), deliveryMode: 'expectReplies', id: `a-${(ids += 1)}`, ...change };
}

/** Each test comes from an address of its own unless it says otherwise, so that nobody runs into another's limit. */
async function post(
  authorization: string | undefined,
  body: object = activity(),
  { to = service, from = `10.0.${ids >> 8}.${ids & 255}`, query = '' } = {},
): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${to.port}/api/messages${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from, ...(authorization === undefined ? {} : { authorization }) },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text(), retryAfter: response.headers.get('retry-after') };
}

const refusedText = '{"error":"The token is missing or not valid."}';

describe('A post is taken', () => {
  it.each([
    ['with a token of the service', () => token()],
    ['with a key that may speak for any channel', () => token({}, {}, openKey)],
    ['signed with RS512', () => rs512()],
    ['from a clock that is four minutes ahead', () => token({ nbf: seconds() + 240 })],
    ['from a clock that is four minutes behind', () => token({ exp: seconds() - 240 })],
  ])('%s', async (_what, authorization) => {
    const answer = await post(`Bearer ${authorization()}`);
    expect([answer.status, answer.text.includes('AdaptiveCard')]).toEqual([200, true]);
  });

  it('again with the same token, which need not be checked again', async () => {
    const authorization = `Bearer ${token()}`;
    expect([(await post(authorization)).status, (await post(authorization)).status]).toEqual([200, 200]);
  });
});

function rs512(): string {
  const unsigned = makeToken(key, claims(), { alg: 'RS512' }, '');
  const { createSign } = jest.requireActual<typeof import('node:crypto')>('node:crypto');
  return unsigned + createSign('RSA-SHA512').update(unsigned.slice(0, -1)).sign(key.privateKey).toString('base64url');
}

function hs256(secret: string): string {
  const unsigned = makeToken(key, claims(), { alg: 'HS256' }, '');
  return unsigned + createHmac('sha256', secret).update(unsigned.slice(0, -1)).digest('base64url');
}

function without(claim: string): object {
  return Object.fromEntries(Object.entries(claims()).filter(([name]) => name !== claim));
}

const emulator = 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/';
/** Each with what it presents, and how its activity differs. */
const wrong: readonly (readonly [string, () => string | undefined, object?])[] = [
  ['no header', () => undefined],
  ['an empty header', () => ''],
  ['the word Bearer alone', () => 'Bearer'],
  ['Bearer and a blank', () => 'Bearer '],
  ['the word undefined', () => 'Bearer undefined'],
  ['garbage', () => 'Bearer garbage'],
  ['three dots', () => 'Bearer ...'],
  ['three parts that are no JSON', () => 'Bearer YQ.YQ.YQ'],
  ['arrays in place of objects', () => `Bearer ${Buffer.from('[]').toString('base64url')}.${Buffer.from('[]').toString('base64url')}.AAAA`],
  ['no signature', () => `Bearer ${makeToken(key, claims(), {}, '')}`],
  ['the algorithm none', () => `Bearer ${makeToken(key, claims(), { alg: 'none' }, '')}`],
  ['the algorithm None, signed', () => `Bearer ${token({}, { alg: 'None' })}`],
  ['HS256 with the public key as the secret', () => `Bearer ${hs256(key.publicKey.export({ type: 'spki', format: 'pem' }) as string)}`],
  ['HS256 with the modulus as the secret', () => `Bearer ${hs256((key.publicKey.export({ format: 'jwk' }).n as string) ?? '')}`],
  ['HS256 with an empty secret', () => `Bearer ${hs256('')}`],
  ['ES256 in the header', () => `Bearer ${token({}, { alg: 'ES256' })}`],
  ['PS256 in the header', () => `Bearer ${token({}, { alg: 'PS256' })}`],
  ['no algorithm', () => `Bearer ${token({}, { alg: undefined })}`],
  ['no key id', () => `Bearer ${token({}, { kid: undefined })}`],
  ['a key id that is a number', () => `Bearer ${token({}, { kid: 7 })}`],
  ['an unknown key id', () => `Bearer ${token({}, { kid: 'key-unknown' })}`],
  ['__proto__ as key id', () => `Bearer ${token({}, { kid: '__proto__' })}`],
  ['a path as key id', () => `Bearer ${token({}, { kid: '../../etc/passwd' })}`],
  ['a key that it brings along', () => `Bearer ${token({}, { jwk: stranger.publicKey.export({ format: 'jwk' }) }, stranger)}`],
  ['an address of keys that it brings along', () => `Bearer ${token({}, { jku: 'http://127.0.0.1:1/keys', x5u: 'http://127.0.0.1:1/' }, stranger)}`],
  ['another key under a known id', () => `Bearer ${token({}, {}, impostor)}`],
  ['the id of another known key', () => `Bearer ${token({}, { kid: 'key-mail' })}`],
  ['a critical header that nobody knows', () => `Bearer ${token({}, { crit: ['exp', 'b64'], b64: false })}`],
  ['another issuer', () => `Bearer ${token({ iss: 'https://api.botframework.example' })}`],
  ['the issuer with a slash', () => `Bearer ${token({ iss: `${issuer}/` })}`],
  ['the issuer in a list', () => `Bearer ${token({ iss: [issuer] })}`],
  ['no issuer', () => `Bearer ${makeToken(key, without('iss'))}`],
  ['the government cloud’s issuer', () => `Bearer ${token({ iss: 'https://api.botframework.us' })}`],
  ['the Emulator’s issuer, version 1', () => `Bearer ${token({ iss: emulator, ver: '1.0', appid: app })}`],
  [
    'the Emulator’s issuer, version 2',
    () => `Bearer ${token({ iss: 'https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0', ver: '2.0', azp: app })}`,
  ],
  ['a tenant’s issuer', () => `Bearer ${token({ iss: 'https://sts.windows.net/72f988bf-86f1-41af-91ab-2d7cd011db47/', ver: '1.0', appid: app })}`],
  ['claims like a skill’s', () => `Bearer ${token({ iss: emulator, ver: '1.0', appid: otherApp, aud: app })}`],
  ['claims like an anonymous skill’s', () => `Bearer ${token({ iss: emulator, appid: 'AnonymousSkill', aud: 'AnonymousSkill' })}`],
  ['another audience', () => `Bearer ${token({ aud: otherApp })}`],
  ['the audience in a list', () => `Bearer ${token({ aud: [app, otherApp] })}`],
  ['the audience in capitals', () => `Bearer ${token({ aud: app.toUpperCase() })}`],
  ['no audience', () => `Bearer ${makeToken(key, without('aud'))}`],
  ['an empty audience', () => `Bearer ${token({ aud: '' })}`],
  ['a token that has run out', () => `Bearer ${token({ exp: seconds() - 301 })}`],
  ['a token that ran out long ago', () => `Bearer ${token({ exp: 1 })}`],
  ['a token that never runs out', () => `Bearer ${makeToken(key, without('exp'))}`],
  ['an end that is no number', () => `Bearer ${token({ exp: '9999999999' })}`],
  ['a token that begins later', () => `Bearer ${token({ nbf: seconds() + 301 })}`],
  ['a token of the far future', () => `Bearer ${token({ nbf: seconds() + 1e8, exp: seconds() + 2e8 })}`],
  ['no service address', () => `Bearer ${makeToken(key, without('serviceurl'))}`],
  ['an empty service address', () => `Bearer ${token({ serviceurl: '' })}`],
  ['another service address', () => `Bearer ${token({ serviceurl: america })}`],
  ['a service address without the last slash', () => `Bearer ${token({ serviceurl: teams.slice(0, -1) })}`],
  ['the claim in other capitals', () => `Bearer ${makeToken(key, { ...without('serviceurl'), serviceUrl: teams })}`],
  ['a key of another channel', () => `Bearer ${token({}, {}, mailKey)}`],
  ['a channel that its key may not speak for', () => `Bearer ${token()}`, { channelId: 'directline' }],
  ['the retired AseChannel', () => `Bearer ${token()}`, { channelId: 'AseChannel' }],
  ['the Emulator as channel', () => `Bearer ${token()}`, { channelId: 'emulator' }],
  ['two tokens', () => `Bearer ${token()} ${token()}`],
  ['two tokens with a comma', () => `Bearer ${token()}, Bearer ${token()}`],
  ['the word in small letters', () => `bearer ${token()}`],
  ['the word in capitals', () => `BEARER ${token()}`],
  ['Basic', () => `Basic ${Buffer.from(`${app}:x`).toString('base64')}`],
  ['Basic with a good token', () => `Basic ${token()}`],
  ['a token without the word', () => token()],
  ['two blanks', () => `Bearer  ${token()}`],
  ['a tab', () => `Bearer\t${token()}`],
  ['something behind the token', () => `Bearer ${token()}.`],
  ['a huge token', () => `Bearer ${token({ junk: 'x'.repeat(8000), iss: 'x' })}`],
  ['a changed payload', () => `Bearer ${swapped(token(), claims({ serviceurl: teams, extra: true }))}`],
];

function swapped(good: string, payload: object): string {
  const [head, , signature] = good.split('.');
  return `${head}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.${signature}`;
}

describe('A post is refused, always with the same words, when it presents', () => {
  for (const [what, authorization, change] of wrong) {
    it(what, async () => {
      expect(await post(authorization(), activity(change))).toEqual({ status: 401, text: refusedText, retryAfter: null });
    });
  }

  it('a good token in the address only', async () => {
    expect((await post(undefined, activity(), { query: `?access_token=${token()}&authorization=Bearer%20${token()}` })).status).toBe(401);
  });
});

describe('Beside the token', () => {
  it.each([
    ['no serviceUrl', { serviceUrl: undefined }, 400],
    ['an empty serviceUrl', { serviceUrl: '' }, 400],
    ['null as serviceUrl', { serviceUrl: null }, 400],
    ['no channelId', { channelId: undefined }, 400],
    ['an empty channelId', { channelId: '' }, 400],
    ['a blank channelId', { channelId: ' ' }, 400],
    ['a list as channelId', { channelId: ['msteams'] }, 400],
    ['no conversation', { conversation: undefined }, 400],
    ['a serviceUrl that is not the service’s', { serviceUrl: 'https://evil.trafficmanager.net/' }, 403],
  ])('%s is refused', async (_what, change, status) => {
    expect((await post(`Bearer ${token()}`, activity(change))).status).toBe(status);
  });
});

describe('A verdict holds for nothing else', () => {
  it('than the service address it was given for', async () => {
    const authorization = `Bearer ${token()}`;
    expect((await post(authorization)).status).toBe(200);
    expect((await post(authorization, activity({ serviceUrl: america }))).status).toBe(401);
    expect((await post(authorization)).status).toBe(200);
  });

  it('than the channel it was given for', async () => {
    const authorization = `Bearer ${token()}`;
    expect((await post(authorization)).status).toBe(200);
    expect((await post(authorization, activity({ channelId: 'email' }))).status).toBe(401);
    expect((await post(authorization, activity({ channelId: 'webchat' }))).status).toBe(200);
  });

  it('than the time the token is good for', async () => {
    const authorization = `Bearer ${token({ exp: seconds() + 120 })}`;
    expect((await post(authorization)).status).toBe(200);
    moved = 421_000;
    expect((await post(authorization)).status).toBe(401);
  });

  it('and no longer than five minutes, whatever the token says', async () => {
    const withdrawn = makeKey('key-withdrawn', ['msteams']);
    const { own, other } = await startPair(withdrawn);
    const authorization = `Bearer ${token({ exp: seconds() + 1e7 }, {}, withdrawn)}`;
    expect((await post(authorization, activity(), { to: other })).status).toBe(200);
    own.keys = [key];
    moved = 25 * 3_600_000;
    expect((await post(authorization, activity(), { to: other })).status).toBe(401);
  });

  it('and a refused token stays refused', async () => {
    const authorization = `Bearer ${token({ aud: otherApp })}`;
    expect([(await post(authorization)).status, (await post(authorization)).status]).toEqual([401, 401]);
  });
});

describe('While the service of the keys', () => {
  it('is down, a post is put off within ten seconds, and taken when it is back', async () => {
    const { own, other } = await startPair(key);
    own.failWith = 500;
    const first = await post(`Bearer ${token()}`, activity(), { to: other });
    expect(first).toEqual({ status: 503, text: expect.not.stringMatching(/127\.0\.0\.1|key|metadata/i), retryAfter: expect.any(String) });
    own.failWith = undefined;
    moved = 2_000;
    expect((await post(`Bearer ${token()}`, activity(), { to: other })).status).toBe(200);
  });

  it('hangs, all posts are put off within ten seconds by one request, which does not stay open', async () => {
    const { own, other } = await startPair(key);
    own.hangs = true;
    const began = Date.now();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => post(`Bearer ${token({}, { kid: `key-${Math.random()}` })}`, activity(), { to: other })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(own.asked).toBe(1);
    await until(async () => (await own.connections()) === 0);
  });

  it('is down later, known keys go on working, even after a day', async () => {
    const { own, other } = await startPair(key);
    expect((await post(`Bearer ${token()}`, activity(), { to: other })).status).toBe(200);
    own.failWith = 500;
    for (moved of [3_600_000, 25 * 3_600_000, 49 * 3_600_000]) expect((await post(`Bearer ${token()}`, activity(), { to: other })).status).toBe(200);
  });

  it('has a new key, it is found; and unknown ones make few requests', async () => {
    const { own, other } = await startPair(key);
    expect((await post(`Bearer ${token()}`, activity(), { to: other })).status).toBe(200);
    const asked = own.asked;
    for (let unknown = 0; unknown < 20; unknown += 1) await post(`Bearer ${token({}, { kid: `key-${unknown}` })}`, activity(), { to: other });
    expect(own.asked - asked).toBeLessThanOrEqual(2);
    const fresh = makeKey('key-fresh', ['msteams']);
    own.keys = [key, fresh];
    moved = 6 * 60_000;
    expect((await post(`Bearer ${token({}, {}, fresh)}`, activity(), { to: other })).status).toBe(200);
  });
});

describe('Many wrong tokens', () => {
  it('from one address are refused unread for a while, and other addresses are served', async () => {
    const from = '203.0.113.7';
    let last: Answer | undefined;
    for (let sent = 0; sent < 310; sent += 1) last = await post('Bearer wrong', activity(), { from });
    expect(last).toEqual({ status: 429, text: expect.stringContaining('too much'), retryAfter: expect.stringMatching(/^\d+$/) });
    expect((await post(`Bearer ${token()}`, activity(), { from })).status).toBe(429);
    expect((await post(`Bearer ${token()}`, activity(), { from: '203.0.113.8' })).status).toBe(200);
    expect((await post(`Bearer ${token()}`, activity(), { from: `${from}, 203.0.113.8` })).status).toBe(200);
  });
});

describe('Nothing passes that the SDK refuses', () => {
  const sdk = (): ConfigurationBotFrameworkAuthentication => {
    const factory = new ConfigurationServiceClientCredentialFactory({ MicrosoftAppId: app, MicrosoftAppPassword: 'x', MicrosoftAppType: 'MultiTenant' });
    const metadata = { ToBotFromChannelOpenIdMetadataUrl: keys.metadata, ToBotFromEmulatorOpenIdMetadataUrl: keys.metadata };
    const cloud = {
      ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
      ToChannelFromBotOAuthScope: issuer,
      ToBotFromChannelTokenIssuer: issuer,
      OAuthUrl: issuer,
      CallerId: 'urn:botframework:azure',
    };
    return new ConfigurationBotFrameworkAuthentication({ ...cloud, ...metadata }, factory);
  };

  it('and what is good passes both', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const check = (authorization: string, change: object = {}): Promise<boolean> =>
      sdk()
        .authenticateRequest(activity(change) as unknown as Activity, authorization)
        .then(
          () => true,
          () => false,
        );
    const taken: string[] = [];
    for (const [what, authorization, change] of wrong) if (await check(authorization() ?? '', change)) taken.push(what);
    // Where we are stricter: tokens without an end or with unknown demands, and tokens of clients that nobody here has.
    expect(taken).toEqual(taken.filter((what) => /never runs out|critical|Emulator|skill|tenant/.test(what)));
    expect(await check(`Bearer ${token()}`)).toBe(true);
    expect(await check(`Bearer ${rs512()}`)).toBe(true);
    jest.restoreAllMocks();
  });
});
