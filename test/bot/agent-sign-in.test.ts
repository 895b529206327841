/** Agents who sign in with their company's accounts, and those who would like to. */
import { generateKeyPair } from 'jose';
import { isAllowed } from '../../bot/agents/is-allowed.ts';
import { parseSettings } from '../../bot/settings.ts';
import type { Service } from '../../bot/service.ts';
import { DirectLinePerson } from '../support/direct-line-person.ts';
import { startTestService } from '../support/service.ts';
import { StandInIssuer } from '../support/stand-in-issuer.ts';

let issuer: StandInIssuer;
let service: Service;

beforeAll(async () => {
  issuer = await StandInIssuer.start();
  service = await startTestService({
    AGENT_SIGN_IN: 'oidc',
    OIDC_ISSUER: issuer.address,
    OIDC_CLIENT_ID: 'stepwise-client',
    OIDC_CLIENT_SECRET: 'not a real secret',
    OIDC_ALLOW: 'groups=helpdesk, email-domain=contoso.com',
    CONVERSATIONS_PER_MINUTE_ADDRESS: '0',
  });
});
afterAll(async () => {
  await service.stop();
  await issuer.stop();
});
beforeEach(() => {
  issuer.claims = { email: 'anna@contoso.com', email_verified: true };
});

const at = (path: string): string => `http://127.0.0.1:${service.port}${path}`;

async function leave(): Promise<{ back: string; cookie: string }> {
  const response = await fetch(at('/agents/sign-in'), { redirect: 'manual' });
  expect(response.status).toBe(303);
  return { back: issuer.agree(response.headers.get('location') ?? ''), cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

async function comeBack(back: string, cookie: string): Promise<{ status: number; agent: string | undefined }> {
  const response = await fetch(back, { redirect: 'manual', headers: { cookie } });
  await response.text();
  const agent = response.headers.getSetCookie().find((one) => one.startsWith('stepwise-agent='));
  return { status: response.status, agent: agent?.split(';')[0] };
}

describe('An agent with an account', () => {
  it('signs in, and is an agent on the page', async () => {
    const { back, cookie } = await leave();
    const { status, agent } = await comeBack(back, cookie);
    expect(status).toBe(303);
    const person = await DirectLinePerson.onPage(service.port, agent);
    await person.say('my cases');
    expect(await person.last()).toContain('Your open cases');
  });

  it('is sent with a challenge, a state and a nonce, which are new each time', async () => {
    const asked = await Promise.all(
      [1, 2].map(async () => new URL((await fetch(at('/agents/sign-in'), { redirect: 'manual' })).headers.get('location') ?? '').searchParams),
    );
    for (const name of ['code_challenge', 'state', 'nonce']) expect(new Set(asked.map((query) => query.get(name))).size).toBe(2);
    expect(asked[0]!.get('code_challenge_method')).toBe('S256');
  });
});

describe('Nobody else becomes an agent', () => {
  it.each<[string, Record<string, unknown>]>([
    ['with an address of another domain', { email: 'eve@evil.example', email_verified: true }],
    ['with an address that only ends alike', { email: 'eve@notcontoso.com', email_verified: true }],
    ['with an address that nobody checked', { email: 'eve@contoso.com' }],
    ['in another group', { email: undefined, groups: ['sales'] }],
  ])('%s', async (_, claims) => {
    issuer.claims = claims;
    const { back, cookie } = await leave();
    expect(await comeBack(back, cookie)).toEqual({ status: 403, agent: undefined });
  });

  it.each<[string, Record<string, unknown>]>([
    ['a token for another client', { aud: 'another' }],
    ['a token of another issuer', { iss: 'https://evil.example' }],
    ['a token that has run out', { exp: 1 }],
    ['a token with another nonce', { nonce: 'another' }],
  ])('with %s', async (_, claims) => {
    issuer.claims = { ...issuer.claims, ...claims };
    const { back, cookie } = await leave();
    expect(await comeBack(back, cookie)).toEqual({ status: 400, agent: undefined });
  });

  it('with a token signed by somebody else', async () => {
    const { signer } = issuer;
    issuer.signer = (await generateKeyPair('RS256')).privateKey;
    const { back, cookie } = await leave();
    expect(await comeBack(back, cookie)).toEqual({ status: 400, agent: undefined });
    issuer.signer = signer;
  });

  it('without the cookie, with somebody else’s, or with the same answer twice', async () => {
    const { back, cookie } = await leave();
    const other = await leave();
    expect(await comeBack(back, '')).toEqual({ status: 400, agent: undefined });
    expect(await comeBack(back, other.cookie)).toEqual({ status: 400, agent: undefined });
    expect(await comeBack(back, cookie.replace('stepwise-sign-in', 'stepwise-agent'))).toEqual({ status: 400, agent: undefined });
    expect((await comeBack(back, cookie)).status).toBe(303);
    expect(await comeBack(back, cookie)).toEqual({ status: 400, agent: undefined });
  });

  it('with what the browser keeps while it is away, as the session', async () => {
    const { cookie } = await leave();
    const person = await DirectLinePerson.onPage(service.port, cookie.replace('stepwise-sign-in', 'stepwise-agent'));
    await person.say('my cases');
    expect(await person.last()).not.toContain('Your open cases');
  });
});

describe('Who is an agent', () => {
  it('has one of the listed claims', () => {
    const allow = [
      { name: 'groups', value: 'helpdesk' },
      { name: 'role', value: 'agent' },
    ];
    expect(isAllowed({ groups: ['sales', 'helpdesk'] }, allow)).toBe(true);
    expect(isAllowed({ role: 'agent' }, allow)).toBe(true);
    expect(isAllowed({ groups: ['helpdesk2'], role: 7 }, allow)).toBe(false);
    expect(isAllowed({}, [])).toBe(false);
  });

  it('cannot be left open: every setting is needed', () => {
    expect(() => parseSettings({ AGENT_SIGN_IN: 'oidc' })).toThrow(
      /OIDC_ISSUER is missing[\s\S]*OIDC_CLIENT_ID[\s\S]*OIDC_CLIENT_SECRET[\s\S]*OIDC_ALLOW is missing/,
    );
    expect(() => parseSettings({ AGENT_SIGN_IN: 'oidc', OIDC_ISSUER: 'http://idp.contoso.com' })).toThrow(/OIDC_ISSUER must be an https/);
  });
});
