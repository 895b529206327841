/** Only who found the link in the log sees what agents see. */
import { DirectLinePerson } from '../../support/direct-line-person.ts';
import { Lead } from '../../support/lead.ts';

const minute = 60_000;
const start = Date.UTC(2026, 10, 23, 9);
let lead: Lead;
let now = start;

beforeEach(async () => {
  now = start;
  lead = await Lead.start({}, () => now);
});
afterEach(() => lead.service.stop());

describe('Somebody who has not signed in', () => {
  it.each(['/insights', '/insights?guide=x', '/insights/csv/days', '/insights/csv/none'])('gets nothing of %s but how to sign in', async (path) => {
    const response = await lead.ask(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8']);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const text = await response.text();
    expect(text).toContain('Please sign in');
    expect(text).not.toContain('<table');
  });

  it('does not get in with a cookie of their own making, or with that of a conversation', async () => {
    const session = await fetch(`http://127.0.0.1:${lead.service.port}/web-chat/session`, {
      method: 'POST',
      body: '{"fresh":true}',
      headers: { 'content-type': 'application/json' },
    });
    const token = session.headers.get('set-cookie')?.split(';')[0]?.split('=')[1] ?? '';
    const person = await DirectLinePerson.open(lead.service.port);
    const none = `${btoa('{"alg":"none"}')}.${btoa('{"iss":"stepwise","aud":"agent-session","exp":99999999999}')}.`;
    for (const value of ['', 'x', token, none, person.conversation]) {
      lead.cookie = `stepwise-agent=${value}`;
      expect((await lead.ask('/insights')).status).toBe(401);
    }
  });
});

describe('The link in the log', () => {
  it('signs in for eight hours, with a cookie that no script and no other site can use', async () => {
    const response = await lead.signIn();
    expect([response.status, response.headers.get('location')]).toEqual([303, '/insights']);
    expect(response.headers.get('set-cookie')).toMatch(/; Path=\/; Max-Age=28800; HttpOnly; SameSite=Strict$/);
    expect((await lead.ask('/insights')).status).toBe(200);
    now = start + 8 * 60 * minute - 1000;
    expect((await lead.ask('/insights')).status).toBe(200);
    now += 2000;
    expect((await lead.ask('/insights')).status).toBe(401);
  });

  it('works once', async () => {
    expect((await lead.signIn()).status).toBe(303);
    expect((await lead.signIn()).status).toBe(401);
    expect(lead.cookie).toBe('');
  });

  it('works for fifteen minutes, and wrong tries take nothing away', async () => {
    for (const code of ['', 'x', 'x'.repeat(3_000), '%00']) expect((await lead.ask(`/insights/sign-in?code=${code}`)).status).toBe(401);
    now = start + 15 * minute - 1;
    expect((await lead.signIn()).status).toBe(303);
    now += 20_000;
    await lead.ask('/insights/new-link', { method: 'POST' });
    now += 15 * minute;
    expect((await lead.signIn()).status).toBe(401);
  });

  it('works on this machine only, unless the operator allows more', async () => {
    const proxied = { headers: { 'x-forwarded-for': '203.0.113.9' } };
    expect((await lead.ask(lead.link ?? '', proxied)).status).toBe(401);
    const open = await Lead.start({ AGENT_SIGN_IN: 'anywhere' });
    expect((await open.ask(open.link ?? '', proxied)).status).toBe(303);
    await open.service.stop();
  });

  it('can be had anew from this machine, one at a time and not all the time', async () => {
    const first = lead.link;
    expect(await (await lead.ask('/insights/new-link', { method: 'POST' })).text()).toContain('a moment ago');
    now += 11_000;
    await lead.ask('/insights/new-link', { method: 'POST', headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(lead.link).toBe(first);
    await lead.ask('/insights/new-link', { method: 'POST' });
    expect(lead.link).not.toBe(first);
    expect((await lead.ask(first ?? '')).status).toBe(401);
    expect((await lead.signIn()).status).toBe(303);
  });
});

it('Where nobody may sign in, there is no link and no page', async () => {
  const closed = await Lead.start({ AGENT_SIGN_IN: 'off' });
  expect(closed.link).toBeUndefined();
  expect((await closed.ask('/insights')).status).toBe(404);
  await closed.service.stop();
});
