/** A person and an agent in one case, each in their own channel and process, over real HTTP; and those who want in without a right to. */
import type { Service } from '../../bot/service.ts';
import { codeOf, spelled } from '../../dialogs/case-code.ts';
import { type AgentService, anna, signIn, startAgentService, TeamsSide } from '../support/agents.ts';
import { DirectLinePerson } from '../support/direct-line-person.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { until } from '../support/stand-in-connector.ts';

jest.setTimeout(60_000);

let moved = 0;
let helpdesk: AgentService;
let service: Service;
let cookie: string;

beforeAll(async () => {
  helpdesk = await startAgentService({}, () => Date.now() + moved);
  ({ service } = helpdesk);
  cookie = await signIn(helpdesk);
});
afterAll(() => service.stop());
beforeEach(() => {
  moved = 0;
});

const question = 'Did this phone get mail from this mailbox before?';

/** Somebody at the first question of a guide, with the code of their case. */
async function stuckPerson(port = service.port): Promise<{ person: DirectLinePerson; code: string }> {
  const person = await DirectLinePerson.open(port);
  await person.say('86000C2B');
  await person.say('my code');
  const code = /[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]/.exec(await person.last())?.[0] ?? '';
  return { person, code };
}

async function all(one: DirectLinePerson): Promise<string> {
  return JSON.stringify(await one.history());
}

const shows = (one: DirectLinePerson, text: string) => until(async () => (await all(one)).includes(text));
const count = async (one: DirectLinePerson, text: string) => (await all(one)).split(text).length - 1;

describe('An agent who signed in on the page', () => {
  it('shares a case by its code: each sees what the other does, until it is over', async () => {
    const { person, code } = await stuckPerson();
    const agent = await DirectLinePerson.onPage(service.port, cookie);
    await agent.say(code.toLowerCase().replaceAll('-', ' '));
    await shows(agent, question);
    await shows(person, 'Your helpdesk is helping you with this');
    await agent.tap('Yes, then it stopped');
    await shows(person, 'Sync once more by hand');
    await person.tap('Still not working');
    await shows(agent, 'The person went on');
    await agent.say('Tell them: one moment please');
    await shows(person, 'one moment please');
    await person.tap('Stop sharing');
    await shows(agent, 'is not shared any more');
  });

  it('keeps the callers when the page starts over, and nobody else’s conversation', async () => {
    const startOver = async (session: string) => {
      const headers = { 'content-type': 'application/json', cookie: `${cookie}; ${session}` };
      const response = await fetch(`http://127.0.0.1:${service.port}/web-chat/session`, { method: 'POST', headers, body: '{"fresh":true}' });
      const { token, conversationId, kept } = (await response.json()) as { token: string; conversationId: string; kept: boolean };
      return { session: response.headers.get('set-cookie')?.split(';')[0] ?? '', token, conversationId, kept };
    };
    const first = await startOver('');
    const second = await startOver(first.session);
    expect(second).toMatchObject({ kept: false });
    expect(second.conversationId).not.toBe(first.conversationId);
    const said = await fetch(`http://127.0.0.1:${service.port}/v3/directline/conversations/${second.conversationId}/activities`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${second.token}` },
      body: JSON.stringify({ type: 'message', text: 'for a caller Anna' }),
    });
    expect(said.status).toBe(200);
    expect(await startOver(second.session)).toMatchObject({ kept: true, conversationId: second.conversationId });
  });

  it('is no agent any more when the session has ended, in the same chat', async () => {
    const { person, code } = await stuckPerson();
    const agent = await DirectLinePerson.onPage(service.port, cookie);
    moved = 8 * 3_600_000 + 1000;
    const fresh = await DirectLinePerson.onPage(service.port, cookie);
    expect(await fresh.say(code)).toBe(200);
    moved = 0;
    await agent.say('my cases');
    expect(await agent.last()).toContain('Your open cases');
    expect(await all(person)).not.toContain('Your helpdesk is helping');
    expect(await all(fresh)).not.toContain('You share case');
  });

  it('is refused after ten wrong codes for a quarter of an hour, in whatever chat', async () => {
    const own = await startAgentService();
    const agentCookie = await signIn(own);
    const { code } = await stuckPerson(own.service.port);
    const agent = await DirectLinePerson.onPage(own.service.port, agentCookie);
    for (const wrong of wrongCodes(10, code)) {
      await agent.say(wrong);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await until(async () => (await count(agent, 'I know no open case with that code.')) >= 10);
    const another = await DirectLinePerson.onPage(own.service.port, agentCookie);
    await another.say(code);
    await shows(another, 'too many wrong codes');
    await own.service.stop();
  });
});

/** Codes with a right check character that are nobody's. */
function wrongCodes(most: number, not: string): string[] {
  return Array.from({ length: most }, (_, index) => spelled(codeOf([index, 1, 2, 3, 4, 5]))).filter((one) => one !== not);
}

describe('Nobody else gets into a case', () => {
  it('with its code, but without being an agent', async () => {
    const { person, code } = await stuckPerson();
    const mallory = await DirectLinePerson.onPage(service.port);
    await mallory.say(code);
    await mallory.post({ type: 'message', text: code, agent: 'web:me', channelData: { agent: true }, from: { id: 'x', aadObjectId: anna, role: 'agent' } });
    await mallory.post({ type: 'event', name: 'stepwise/shared', value: { kind: 'helper-came', by: mallory.conversation, code } });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await all(mallory)).not.toContain('You share case');
    expect(await all(person)).not.toContain('Your helpdesk is helping');
  });

  it('with a forged cookie, or a token with an agent put into it', async () => {
    const { code } = await stuckPerson();
    const plain = await DirectLinePerson.onPage(service.port);
    for (const forged of [`stepwise-agent=${plain.token}`, 'stepwise-agent=x', `${cookie}x`, cookie.replace('stepwise-agent', 'stepwise-session')]) {
      const mallory = await DirectLinePerson.onPage(service.port, forged);
      await mallory.say(code);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await all(mallory)).not.toContain('You share case');
    }
    const [head, payload, signature] = plain.token.split('.');
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object;
    const changed = Buffer.from(JSON.stringify({ ...claims, agent: { id: 'web:me', until: 99_999_999_999_999 } })).toString('base64url');
    const answer = await fetch(`http://127.0.0.1:${service.port}/v3/directline/conversations/${plain.conversation}/activities`, {
      method: 'POST',
      headers: { authorization: `Bearer ${head}.${changed}.${signature}`, 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'message', text: code }),
    });
    expect(answer.status).toBe(403);
  });

  it('with the code of a forgotten case, or of one from the day before yesterday', async () => {
    const agent = await DirectLinePerson.onPage(service.port, cookie);
    const forgotten = await stuckPerson();
    await forgotten.person.say('forget me');
    await forgotten.person.tap('Delete everything');
    await agent.say(forgotten.code);
    await shows(agent, 'I know no open case with that code');
    const old = await stuckPerson();
    moved = 25 * 3_600_000;
    const late = await DirectLinePerson.onPage(service.port, cookie);
    await late.say(old.code);
    moved = 0;
    await agent.say(old.code);
    await shows(agent, `You share case ${old.code}`);
    expect(await all(late)).not.toContain('You share case');
  });

  it('by tapping buttons that carry the id of another case', async () => {
    const { person, code } = await stuckPerson();
    const agent = await DirectLinePerson.onPage(service.port, cookie);
    await agent.say(code);
    await shows(agent, question);
    const cards = await agent.history();
    const stamp = /"stamp":(\{"case":"[^"]+","node":"[^"]+\/[^"]+","visit":\d+\})/.exec(JSON.stringify(cards))?.[1] ?? '{}';
    const value = { stepwise: 1, stamp: JSON.parse(stamp) as object, action: { do: 'answer', answer: 'never' } };
    const other = await DirectLinePerson.onPage(service.port, cookie);
    const mallory = await DirectLinePerson.onPage(service.port);
    for (const one of [other, mallory]) expect(await one.post({ type: 'message', value })).toBe(200);
    await agent.tap('Let go');
    await shows(person, 'let go of this case');
    await agent.post({ type: 'message', value });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await count(person, 'Your helpdesk opened this for you')).toBe(0);
  });
});

describe('Two processes on one PostgreSQL database', () => {
  let postgres: Postgres;
  let url: string;
  let page: TeamsSide;
  let teams: TeamsSide;

  beforeAll(async () => {
    postgres = await startPostgres({ sync: false });
    url = await postgres.newDatabase();
    teams = await TeamsSide.start(url);
    page = await TeamsSide.start(url, teams.connector);
  });
  afterAll(async () => {
    await page.stop();
    await teams.stop();
    await postgres.stop();
  });

  it('carry a case between the page of one and the Teams of the other', async () => {
    const { person, code } = await stuckPerson(page.port);
    expect(await teams.say(code)).toBe(200);
    await until(() => teams.sent.includes(question));
    await shows(person, 'Your helpdesk is helping you with this');
    await teams.tap('Yes, then it stopped', { id: 'tap-1' });
    await shows(person, 'Sync once more by hand');
    const opened = await count(person, 'Your helpdesk opened this for you');
    expect(await teams.tap('Yes, then it stopped', { id: 'tap-1' })).toBe(200);
    await person.tap('Still not working');
    await until(() => teams.sent.includes('The person went on'));
    expect(await count(person, 'Your helpdesk opened this for you')).toBe(opened);
    await teams.say('note: asked for the old phone');
    await teams.say('it works now');
    await until(() => teams.sent.includes('Notes for the ticket'));
    await teams.tap('Notes for the ticket');
    await until(() => teams.sent.includes('asked for the old phone') && teams.sent.includes('As Markdown'));
    expect(await all(person)).not.toContain('asked for the old phone');
    await teams.tap('Let go');
    await shows(person, 'let go of this case');
    const quiet = teams.connector.sent.length;
    await person.say('start over');
    await person.say('86000C2B');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(teams.connector.sent.length).toBeLessThanOrEqual(quiet + 1);
  });

  it('believe Teams alone who is an agent, and only in a personal chat', async () => {
    const { person, code } = await stuckPerson(page.port);
    const stranger = '11111111-2222-4333-8444-555555555555';
    await teams.say(code, { who: stranger });
    await teams.say(code, { change: { conversation: { id: '19:team', conversationType: 'channel', isGroup: true } } });
    await teams.say(code, { change: { conversation: { id: '19:group', conversationType: 'groupChat', isGroup: true } } });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await all(person)).not.toContain('Your helpdesk is helping');
  });
});
