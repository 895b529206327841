/** The person who made a hand-over: how a turn in their conversation is taken later. */
import type { Input } from '../../dialogs/input.ts';
import type { Outbox } from '../connector/outbox.ts';
import type { KeptHandover } from '../store/handover-store.ts';
import type { Turns } from '../turns.ts';
import { address } from './address.ts';

export interface PersonDependencies {
  readonly turns: () => Turns;
  readonly outbox: () => Pick<Outbox, 'deliver'>;
  readonly now: () => number;
}

/** Takes a turn in their conversation; the same key again does nothing. */
export async function tellPerson({ turns, outbox, now }: PersonDependencies, kept: KeptHandover, key: string, input: Input): Promise<void> {
  const { activity: parties, reference, ...to } = address.parse(JSON.parse(kept.address));
  const at = to.delivery === 'direct-line' ? { timestamp: new Date(now()) } : {};
  const activity = JSON.parse(JSON.stringify({ type: 'event', name: 'stepwise/helpdesk', ...parties, ...at }));
  const taken = await turns().take({ ...to, key, activity, input, reference });
  if (taken.outbox === 'mine') await outbox().deliver(to.conversation, reference, taken.replies, undefined);
}
