/** Whole conversations as people have them, played into a store without any network. */
import type { Activity } from 'botbuilder';
import { joinEvent } from '../../bot/read-input.ts';
import type { Delivery, Store } from '../../bot/store/store.ts';
import type { Incoming, Turns } from '../../bot/turns.ts';

const symptoms = [
  'outlook error requires that certain security policies 86000C2B',
  'certificate warning on my phone',
  'it asks for a server and a domain',
  'die Zertifikat Warnung kommt immer',
  'how do I set up mail on my phone',
  'log file from owa',
];
const typed = ['back', 'where am I', 'help', 'it still does not work'];

export interface Player {
  readonly turns: Turns;
  readonly store: Store;
  readonly now: () => number;
}

/**
 * Takes that many turns: somebody arrives, says what is wrong, and mostly taps buttons from then on.
 * On a connector, each reply is noted as sent. The same seed gives the same conversation.
 */
export async function playConversation({ turns, store, now }: Player, conversation: string, delivery: Delivery, count: number, seed: number): Promise<void> {
  const random = randomNumbers(seed);
  let card = '';
  for (let number = 0; number < count; number += 1) {
    const activity = number === 0 ? { type: 'event', name: joinEvent } : nextActivity(number, card, random);
    const taken = await turns.take(incoming(conversation, delivery, `${seed} ${number}`, activity));
    card = taken.replies.at(-1)?.body ?? '';
    const sent = taken.replies.map(({ seq }) => ({ seq, sentAs: `1795425164${seq}` }));
    if (taken.outbox === 'mine') await store.settle(conversation, sent, now());
  }
}

function nextActivity(number: number, card: string, random: (below: number) => number): Partial<Activity> {
  const buttons = number === 1 ? [] : buttonsOf(JSON.parse(card || '{}'));
  if (number === 1) return { type: 'message', text: symptoms[random(symptoms.length)] };
  if (buttons.length === 0 || random(6) === 0) return { type: 'message', text: typed[random(typed.length)] };
  return { type: 'message', value: buttons[random(buttons.length)] };
}

function incoming(conversation: string, delivery: Delivery, key: string, said: Partial<Activity>): Incoming {
  const from = { id: '29:1abcDEF-user-1abcDEF-user-1abcDEF-user-1abcDEF', name: 'Anna Berger' };
  const recipient = { id: '28:00000000-aaaa-bbbb-cccc-000000000001', name: 'Stepwise' };
  const account = { isGroup: false, id: conversation, conversationType: 'personal', tenantId: '72f988bf-0000-4000-8000-2d7cd011db47', name: '' };
  const activity = { from, recipient, conversation: account, ...said };
  if (delivery === 'direct-line') {
    const timestamp = new Date('2026-11-24T09:00:00.000Z');
    return { conversation, key, channel: 'directline', delivery, activity: { ...activity, channelId: 'directline', timestamp } };
  }
  const serviceUrl = 'https://smba.trafficmanager.net/emea/';
  const reference = { activityId: key, user: from, bot: recipient, conversation: account, channelId: 'msteams', serviceUrl, locale: 'en-GB' };
  return { conversation, key, channel: 'msteams', delivery, activity: { ...activity, channelId: 'msteams', locale: 'en-GB' }, replyTo: key, reference };
}

/** What the buttons of a card send. */
function buttonsOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && value.type === 'Action.Submit' && 'data' in value ? [value.data] : [];
  return [...own, ...Object.values(value).flatMap(buttonsOf)];
}

function randomNumbers(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
