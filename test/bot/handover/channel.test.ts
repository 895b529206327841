import type { Service } from '../../../bot/service.ts';
import { findButton } from '../../support/direct-line-person.ts';
import { type Postgres, startPostgres } from '../../support/postgres.ts';
import { newDatabase, startTestService } from '../../support/service.ts';
import { type Sent, StandInConnector, until } from '../../support/stand-in-connector.ts';

const channel = '19:helpdesk@thread.tacv2';
const inChannel = new RegExp(encodeURIComponent(channel));
const bot = { id: '28:00000000-aaaa-bbbb-cccc-000000000001', name: 'Stepwise' };

let postgres: Postgres;
let connector: StandInConnector;
let service: Service;
let ahead = 0;
let ids = 0;
const now = (): number => Date.now() + ahead;

beforeAll(async () => {
  postgres = await startPostgres({ sync: false });
});
afterAll(() => postgres.stop());

describe.each([
  ['SQLite', async () => `sqlite:${newDatabase()}`],
  ['PostgreSQL', () => postgres.newSchema()],
])('A helpdesk with a channel in Teams (%s)', (_, newUrl) => {
  let env: Record<string, string>;

  beforeEach(async () => {
    ahead = 0;
    connector = await StandInConnector.start();
    env = { HELPDESK_CHANNEL: channel, DATABASE_URL: await newUrl(), HANDOVER_ALARM_MINUTES: '1' };
    service = await startTestService(env, now);
  });
  afterEach(async () => {
    await service.stop();
    await connector.stop();
  });

  async function post(activity: Record<string, unknown>): Promise<void> {
    const whole = { type: 'message', id: `a-${(ids += 1)}`, channelId: 'msteams', serviceUrl: connector.address, recipient: bot, ...activity };
    const response = await fetch(`http://127.0.0.1:${service.port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(whole),
    });
    expect(response.status).toBe(200);
  }

  const anna = (activity: Record<string, unknown>) => post({ from: { id: '29:anna', name: 'Anna' }, conversation: { id: 'a:anna' }, ...activity });
  const bert = (activity: Record<string, unknown>) =>
    post({ from: { id: '29:bert', name: 'Bert' }, conversation: { id: `${channel};messageid=1` }, replyToId: cardId(), ...activity });

  const cards = (): Sent[] => connector.sent.filter(({ path, activity }) => inChannel.test(path) && activity.summary?.startsWith('A case from') === true);
  const posted = (): Sent[] => cards().filter(({ method }) => method === 'POST');
  const toAnna = (): Sent[] => connector.sent.filter(({ path }) => path.includes('a%3Aanna'));
  const cardId = (): string => `sent-${connector.sent.findLastIndex((one) => posted().includes(one)) + 1}`;
  const lastCard = (): string => JSON.stringify(cards().at(-1)?.activity);
  const onCard = (title: string): unknown => findButton(cards().at(-1)?.activity, title);
  const annaReads = (words: string): Promise<void> => until(() => JSON.stringify(toAnna()).includes(words), 10_000);

  async function annaTaps(title: string): Promise<void> {
    await until(() => findButton(toAnna().toReversed(), title) !== undefined);
    await anna({ value: findButton(toAnna().toReversed(), title) });
  }

  async function introduce(): Promise<void> {
    await post({ type: 'conversationUpdate', membersAdded: [bot], from: { id: '29:bert' }, conversation: { id: channel } });
  }

  async function handOver(): Promise<void> {
    await anna({ text: 'error 86000C2B' });
    await annaTaps('Talk to a person');
    await annaTaps('Here in this chat');
    await annaTaps('Send it');
  }

  const ready = async () => (await (await fetch(`http://127.0.0.1:${service.port}/readyz`)).json()) as { ready: boolean; warnings?: string[] };

  it('is told by the health page to add the bot, and gets what waited when it is added', async () => {
    expect(await ready()).toMatchObject({ ready: true, warnings: ['helpdesk-channel-unknown'] });
    await handOver();
    await annaReads('still trying');
    expect(cards()).toEqual([]);
    await introduce();
    ahead += 60_000;
    await annaReads('has arrived at the helpdesk');
    expect(posted()).toHaveLength(1);
    await until(async () => (await ready()).warnings === undefined);
    expect(toAnna().some(({ activity }) => JSON.stringify(activity).includes('What is wrong?'))).toBe(false);
  });

  it('takes, asks, reads the answer and solves on one card that changes for everybody', async () => {
    await introduce();
    await handOver();
    await annaReads('has arrived at the helpdesk');
    expect(lastCard()).toContain('86000C2B');
    await bert({ value: onCard('Take') });
    await until(() => lastCard().includes('Taken by: Bert'));
    expect(cards().at(-1)).toMatchObject({ method: 'PUT', path: expect.stringContaining(cardId()) });
    await bert({ value: { ...(onCard('Ask the user') as object), ask: 'Which [phone](http://x.test)?' } });
    await annaReads('Which [phone](http://x.test)?');
    await anna({ text: 'a Lumia' });
    await until(() => lastCard().includes('The person: a Lumia'));
    await until(() => connector.sent.some(({ path, activity }) => path.includes('messageid') && activity.text === 'The person answered: a Lumia'));
    await bert({ value: onCard('Solved') });
    await annaReads('says that it is solved');
    await annaTaps('No, it does not');
    await until(() => lastCard().includes('does not work'));
    await bert({ value: onCard('Release') });
    await until(() => lastCard().includes('Nobody has it'));
    expect(posted()).toHaveLength(1);
  });

  it('gets one card after two minutes of silence and a restart, and the person was told the truth', async () => {
    await introduce();
    connector.failAt = inChannel;
    connector.failWith = 503;
    await handOver();
    await annaReads('still trying');
    ahead += 70_000;
    await until(() => connector.refused >= 2, 10_000);
    await until(async () => (await ready()).warnings?.includes('handover-waiting') === true);
    await service.stop();
    service = await startTestService(env, now);
    connector.failWith = undefined;
    ahead += 60_000;
    await annaReads('has arrived at the helpdesk');
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(posted()).toHaveLength(1);
    expect(toAnna().filter(({ activity }) => activity.summary?.includes('has arrived'))).toHaveLength(1);
    await until(async () => (await ready()).warnings === undefined);
  });

  it('may get a second card when nobody knows whether the first arrived; a tap there counts, and replaces it', async () => {
    await introduce();
    connector.dropAt = inChannel;
    await handOver();
    await until(() => posted().length === 1, 10_000);
    const first = `sent-${connector.sent.findIndex((one) => posted().includes(one)) + 1}`;
    connector.dropAt = undefined;
    ahead += 10_000;
    await annaReads('has arrived at the helpdesk');
    expect(posted()).toHaveLength(2);
    await bert({ value: onCard('Take'), replyToId: first });
    await until(() => lastCard().includes('Taken by: Bert'));
    await until(() =>
      connector.sent.some(({ method, path, activity }) => method === 'PUT' && path.endsWith(first) && activity.text?.includes('sent twice') === true),
    );
  });

  it('gets a new card where the channel cannot replace one', async () => {
    await introduce();
    await handOver();
    await annaReads('has arrived at the helpdesk');
    connector.failAt = /sent-\d+$/;
    connector.failWith = 405;
    await bert({ value: onCard('Take') });
    await until(() => posted().length === 2, 10_000);
    expect(lastCard()).toContain('Taken by: Bert');
  });

  it('learns later, once, whether it works', async () => {
    await introduce();
    await handOver();
    await annaReads('has arrived at the helpdesk');
    ahead += 24 * 3_600_000 - 60_000;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(JSON.stringify(toAnna()).includes('Does it work now?')).toBe(false);
    ahead += 120_000;
    await annaReads('Does it work now?');
    const before = toAnna().length;
    ahead += 72 * 3_600_000;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(toAnna()).toHaveLength(before);
    await annaTaps('Yes, it works');
    await until(() => lastCard().includes('The person says that it works.'));
  });

  it('hears nothing more of a case that was forgotten, and nobody is asked about it', async () => {
    await introduce();
    await handOver();
    await annaReads('has arrived at the helpdesk');
    await anna({ text: 'forget me' });
    await annaTaps('Delete everything');
    await annaReads('It is deleted');
    const before = toAnna().length;
    await bert({ value: onCard('Take') });
    ahead += 48 * 3_600_000;
    await until(() => connector.sent.some(({ activity }) => activity.text?.includes('had this case deleted') === true));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(toAnna()).toHaveLength(before);
  });

  it('is not moved by taps from elsewhere', async () => {
    await introduce();
    await handOver();
    await annaReads('has arrived at the helpdesk');
    const value = onCard('Solved');
    const before = cards().length;
    const stranger = { from: { id: '29:eve', name: 'Eve' }, value, replyToId: cardId() };
    for (const id of ['a:eve', '19:other@thread.tacv2', `${channel}x`, `19:other@thread.tacv2;messageid=${channel}`])
      await post({ ...stranger, conversation: { id } });
    await post({ ...stranger, channelId: 'webchat', conversation: { id: channel } });
    await bert({ value: { stepwise: 1, helpdesk: { handover: 'no-such-case', do: 'solved' } } });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(cards()).toHaveLength(before);
    expect(JSON.stringify(toAnna())).not.toContain('is solved');
  });
});
