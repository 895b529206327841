/** The people of a run: they do what their scripts say, again until it is acknowledged, and write down what came of it. */
import { z } from 'zod';
import type { Delivery } from '../history.ts';
import { type ParsedSaying, type ParsedScript, script } from '../script.ts';
import { now, pause } from '../wait.ts';
import { DirectLineClient } from './direct-line-client.ts';
import { type Answer, exchange, reconnect } from './http.ts';
import { answerOn } from './talk.ts';

let address = '';
let prefix = '';
const clients = new Map<string, DirectLineClient>();
let struck: { pid: number; acknowledged: number } | undefined;

/** Milliseconds after which something refused is handed in again: at first, and at most. */
const again = 100;
const againAtMost = 600;
/** The longest that anybody waits because Retry-After says so. */
const longestWait = 2_000;

async function perform(one: ParsedScript): Promise<Delivery[]> {
  const deliveries: Delivery[] = [];
  const end = now() + one.patience;
  if (one.mode === 'at-once') {
    await Promise.all(one.sayings.map((saying) => sayAll(one, saying, end, deliveries)));
    return deliveries;
  }
  for (const saying of one.sayings) {
    await sayAll(one, saying, end, deliveries);
    if (one.pause > 0) await pause(one.pause);
  }
  return deliveries;
}

async function sayAll(one: ParsedScript, saying: ParsedSaying, end: number, deliveries: Delivery[]): Promise<void> {
  await Promise.all(
    saying.at.map(async (wait) => {
      if (wait > 0) await pause(wait);
      await sayOnce(one, saying, end, deliveries);
    }),
  );
}

async function sayOnce(one: ParsedScript, saying: ParsedSaying, end: number, deliveries: Delivery[]): Promise<void> {
  for (let wait = again; ; wait = Math.min(wait * 1.7, againAtMost)) {
    const began = now();
    const answer = await handIn(one, saying);
    const isKept = answer.status !== 200 || saying.inline || one.channel === 'direct-line';
    const { status, retryAfter } = answer;
    deliveries.push({ conversation: one.conversation, id: saying.id, began, ended: now(), status, answer: isKept ? answer.body : '', retryAfter });
    if (answer.status >= 200 && answer.status < 300) return countAcknowledged();
    const isWorthIt = answer.status === 0 || answer.status === 429 || answer.status >= 500;
    if (!one.insist || !isWorthIt || now() > end) return;
    await pause(answer.retryAfter === undefined ? wait : Math.min(answer.retryAfter, longestWait));
  }
}

function handIn(one: ParsedScript, saying: ParsedSaying): Promise<Answer> {
  const { id, text, value, fields, inline } = saying;
  if (one.channel === 'direct-line') {
    const client = clients.get(one.conversation);
    if (client === undefined) throw new Error(`Nobody opened the conversation ${one.conversation}.`);
    return client.post(JSON.stringify({ type: 'message', text, value, ...fields, channelData: { clientActivityID: id } }));
  }
  const activity = {
    type: 'message',
    id: prefix + id,
    channelId: 'msteams',
    serviceUrl: one.serviceUrl,
    timestamp: new Date().toISOString(),
    locale: 'en-GB',
    from: { id: `29:${prefix}${one.conversation}`, name: 'Anna' },
    recipient: { id: '28:bot', name: 'Stepwise' },
    conversation: { id: prefix + one.conversation, conversationType: 'personal' },
    text,
    value,
    ...(inline ? { deliveryMode: 'expectReplies' } : {}),
    ...fields,
  };
  return exchange(`${address}/api/messages`, { method: 'POST', body: JSON.stringify(activity), from: one.from });
}

function countAcknowledged(): void {
  if (struck === undefined) return;
  struck.acknowledged -= 1;
  if (struck.acknowledged > 0) return;
  const { pid } = struck;
  struck = undefined;
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // The process ended by itself a moment before: there is nothing left to kill.
    tell('missed', String(error));
    return;
  }
  tell('struck', now());
}

async function openAll(content: unknown): Promise<string[]> {
  const { count, session, from } = z.object({ count: z.number(), session: z.boolean(), from: z.array(z.string()).default([]) }).parse(content);
  const conversations: string[] = [];
  for (let some = 0; some < count; some += 20) {
    const batch = Array.from({ length: Math.min(20, count - some) }, (_, index) => from[(some + index) % Math.max(1, from.length)]);
    conversations.push(...(await Promise.all(batch.map((source) => openOne(session, source)))));
  }
  return conversations;
}

async function openOne(session: boolean, from: string | undefined): Promise<string> {
  const client = new DirectLineClient(() => address, from);
  for (let tries = 0; !(await client.open(session)); tries += 1) {
    if (tries > 200) throw new Error('A conversation could not be opened.');
    await pause(again);
  }
  clients.set(client.conversation, client);
  return client.conversation;
}

function clientOf(content: unknown): DirectLineClient {
  const client = clients.get(z.string().parse(content));
  if (client === undefined) throw new Error('Nobody opened this conversation.');
  return client;
}

const many = z.array(z.string());
const tell = answerOn(process, {
  reset: (content) => {
    for (const client of clients.values()) client.unwatch();
    clients.clear();
    struck = undefined;
    reconnect();
    ({ address, prefix } = z.object({ address: z.string(), prefix: z.string() }).parse(content));
  },
  reconnect,
  open: openAll,
  perform: async (content) => (await Promise.all(z.array(script).parse(content).map(perform))).flat(),
  watch: (content) => many.parse(content).forEach((one) => clientOf(one).watch()),
  cut: (content) => many.parse(content).forEach((one) => clientOf(one).cut()),
  unwatch: (content) => many.parse(content).forEach((one) => clientOf(one).unwatch()),
  streamed: (content) => many.parse(content).map((one) => clientOf(one).streamed),
  reconnects: () => [...clients.values()].reduce((sum, client) => sum + client.reconnects, 0),
  history: (content) => clientOf(content).history(),
  activities: (content) => clientOf(content).activities(),
  upload: async (content) => {
    const { conversation, name, text, id } = z.object({ conversation: z.string(), name: z.string(), text: z.string(), id: z.string() }).parse(content);
    return (await clientOf(conversation).upload(name, text, id)).status;
  },
  forget: (content) => {
    for (const one of many.parse(content)) {
      clientOf(one).unwatch();
      clients.delete(one);
    }
  },
  strike: (content) => void (struck = z.object({ pid: z.number(), acknowledged: z.number() }).optional().parse(content)),
});
process.once('disconnect', () => process.exit(0));
