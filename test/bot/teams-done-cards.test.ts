/** In Teams one card of a chat is living: what was answered becomes short and has no buttons. */
import { doneCard } from '../../cards/done-card.ts';
import { cardFaults } from '../support/card-rules.ts';
import { connectEach } from '../support/connected-service.ts';
import { findButton } from '../support/direct-line-person.ts';
import { until } from '../support/stand-in-connector.ts';

const here = connectEach();

async function post(name: string, text: string, change: Record<string, unknown> = {}): Promise<void> {
  expect((await here.post(name, text, change)).status).toBe(200);
}

const of = (method: string) => here.connector.sent.filter((sent) => sent.method === method);
const newest = () => of('POST').at(-1)?.activity;

async function tap(title: string, replyToId: string, change: Record<string, unknown> = {}): Promise<void> {
  await post('teams-card-submit', '', { value: findButton(newest(), title), replyToId, ...change });
}

async function quiet(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 150));
}

it('The card that was tapped says what it was about and what was chosen; the next step is a card of its own', async () => {
  await post('teams-message', 'error 86000C2B');
  await until(() => of('POST').length === 1);
  await tap('Talk to a person', 'card-1');
  await until(() => of('PUT').length === 1);
  expect(of('POST')).toHaveLength(2);
  const [replaced] = of('PUT');
  expect(replaced?.path).toContain('/activities/card-1');
  expect(cardFaults(replaced?.activity.attachments?.[0]?.content)).toEqual([]);
  expect(JSON.stringify(replaced?.activity)).toContain('Talk to a person');
  expect(JSON.stringify(replaced?.activity)).not.toContain('Action.');
});

it('A card that can still be used stays: help, where am I, and a tap that came twice', async () => {
  await post('teams-message', 'help');
  await until(() => of('POST').length === 1);
  await tap('Show what you can do', 'card-1');
  await until(() => of('POST').length === 2);
  await quiet();
  expect(of('PUT')).toEqual([]);
});

it('A card that was old already stays as it is', async () => {
  await post('teams-message', 'error 86000C2B');
  await until(() => of('POST').length === 1);
  const old = { value: findButton(newest(), 'Back') };
  await tap('Talk to a person', 'card-1');
  await until(() => of('PUT').length === 1);
  await post('teams-card-submit', '', { ...old, replyToId: 'card-1' });
  await until(() => of('POST').length === 3);
  await quiet();
  expect(of('PUT')).toHaveLength(1);
});

it('Nothing is replaced where the channel does not say which card it was, or is another', async () => {
  for (const [index, change] of [{ replyToId: undefined }, { channelId: 'emulator' }].entries()) {
    const conversation = { id: `a:${index}`, conversationType: 'personal' };
    await post('teams-message', 'error 86000C2B', { conversation, ...change });
    await until(() => of('POST').length === index * 2 + 1);
    await tap('Talk to a person', 'card-1', { conversation, ...change });
    await until(() => of('POST').length === index * 2 + 2);
  }
  await quiet();
  expect(of('PUT')).toEqual([]);
});

it('A channel that refuses to replace gets the next step all the same, once', async () => {
  await post('teams-message', 'error 86000C2B');
  await until(() => of('POST').length === 1);
  here.connector.failPutWith = 405;
  await tap('Talk to a person', 'card-1');
  await until(() => here.connector.refused === 1);
  await quiet();
  expect(of('POST')).toHaveLength(2);
  expect(here.connector.refused).toBe(1);
});

it('Whatever a question says, its short form is a good card', () => {
  expect(cardFaults(doneCard({ title: 'Is it **red** _or_ <b>not</b>?', answered: '- 1. `code`' }))).toEqual([]);
});
