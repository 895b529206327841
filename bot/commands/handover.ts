/** `stepwise handover --test`: sends a test case to each configured target, and says whether it arrived. */
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { Desk } from '../../dialogs/desk.ts';
import { newCase } from '../../dialogs/case.ts';
import type { Handover } from '../../dialogs/handover/handover.ts';
import { type HandoverPackage, packageOf } from '../../dialogs/handover/package.ts';
import { openAuthentication } from '../connector/authenticate.ts';
import { ConnectorClient } from '../connector/connector-client.ts';
import { Channel } from '../handover/channel.ts';
import { postWebhook } from '../handover/webhook.ts';
import { createdBody } from '../handover/webhook-body.ts';
import type { Settings } from '../settings.ts';
import { readPlace } from '../store/read-place.ts';

const usage = `Usage: npm run stepwise -- handover --test

Sends a test case to each target that is set: HANDOVER_WEBHOOK_URL, HELPDESK_CHANNEL.`;

/** 0 when it arrived everywhere, 1 when it did not or nothing is set, 2 for wrong usage. */
export async function runHandover(args: readonly string[], settings: Settings, { library }: Pick<Desk, 'library'>): Promise<number> {
  if (args.length !== 1 || args[0] !== '--test') {
    console.error(usage);
    return 2;
  }
  const now = Date.now();
  const one = { ...newCase(randomUUID(), now), symptom: 'This is a test of the hand-over. Nobody needs help.' };
  const parcel = packageOf(library, one, { reach: { way: 'chat' } }, `test-${randomUUID()}`, now);
  const { webhook, channel } = settings.handover;
  const tries = [
    ...(webhook === undefined ? [] : [arrives('The webhook', async () => toWebhook(webhook, parcel))]),
    ...(channel === undefined ? [] : [arrives('The channel in Teams', async () => toChannel(channel, settings, parcel))]),
  ];
  if (tries.length === 0)
    console.error('No target is set, so cases are not sent anywhere: people get a summary to copy. Set HANDOVER_WEBHOOK_URL or HELPDESK_CHANNEL.');
  const arrived = await Promise.all(tries);
  return arrived.length > 0 && arrived.every(Boolean) ? 0 : 1;
}

async function arrives(name: string, send: () => Promise<string>): Promise<boolean> {
  try {
    console.log(`${name}: the test case has arrived.${await send()}`);
    return true;
  } catch (error) {
    console.error(`${name}: the test case did not arrive. ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

async function toWebhook(webhook: NonNullable<Settings['handover']['webhook']>, parcel: HandoverPackage): Promise<string> {
  const ticket = await postWebhook(webhook, parcel.id, createdBody(parcel, 'test'), Date.now());
  return ticket === undefined ? ' It gave no number; answer {"ticket": "…"} to give one.' : ` Its number is ${ticket}.`;
}

/** The place is read beside the running service, which alone may write it. */
async function toChannel(id: string, { app, databaseUrl }: Settings, parcel: HandoverPackage): Promise<string> {
  const authentication = app === undefined ? undefined : await openAuthentication(app, Date.now, pino({ level: 'silent' }));
  const client = new ConnectorClient(authentication?.bearer);
  const store = { keepPlace: async () => undefined, findPlace: (name: string) => readPlace(databaseUrl, name), keepCard: async () => undefined };
  const state: Handover = { id: parcel.id, of: parcel.case, at: Date.now(), stage: 'sent', state: 'solved', files: false, said: [] };
  await new Channel(id, store, () => client).show({ id: parcel.id, body: JSON.stringify(parcel), address: '', conversation: '' }, state, () => undefined);
  return '';
}
