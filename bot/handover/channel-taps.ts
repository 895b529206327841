/** Taps on the helpdesk's card: whoever is in the channel may make them, and nobody else. */
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { helpdeskTap } from '../../dialogs/handover/helpdesk-tap.ts';
import type { HelpdeskDid } from '../../dialogs/input.ts';
import type { IncomingActivity } from '../connector/incoming.ts';
import type { HandoverStore, KeptHandover } from '../store/handover-store.ts';
import type { Channel } from './channel.ts';

const moved = 'This card was sent twice. The other one is in use.';
const forgotten = 'The person has had this case deleted. The bot knows nothing of it any more.';
const did = { take: 'took', release: 'released', solved: 'solved', ask: 'said' } as const;

export interface TapsDependencies {
  readonly channel: Channel;
  readonly store: HandoverStore;
  readonly log: Logger;
  readonly tell: (kept: KeptHandover, key: string, input: HelpdeskDid) => Promise<void>;
}

/** Gives the receiver of what comes from the helpdesk's channel; it says whether an activity came from there. */
export function channelReceiver({ channel, store, log, tell }: TapsDependencies): { receive(activity: IncomingActivity): Promise<boolean> } {
  /** A card that stands for nothing is only tidied up: that it fails matters to nobody. */
  const retire = (sentAs: string | undefined, text: string): void => {
    if (sentAs !== undefined) channel.retire(sentAs, text).catch((error: unknown) => log.warn({ err: error }, 'A card of the helpdesk could not be replaced.'));
  };
  return {
    receive: async (activity) => {
      await channel.learn(activity);
      if (!channel.isFrom(activity)) return false;
      const tap = helpdeskTap.safeParse(activity['value']);
      if (!tap.success) return true;
      const { helpdesk, ask } = tap.data;
      const card = typeof activity['replyToId'] === 'string' ? activity['replyToId'] : undefined;
      const kept = await store.findHandover(helpdesk.handover);
      if (kept === undefined) {
        retire(card, forgotten);
        return true;
      }
      if (kept.sentAs !== undefined && card !== kept.sentAs) retire(card, moved);
      const by = nameOf(activity);
      const input: HelpdeskDid = { kind: 'helpdesk-did', id: kept.id, did: did[helpdesk.do], via: 'card', by, text: helpdesk.do === 'ask' ? ask : undefined };
      await tell(kept, `helpdesk ${activity.id ?? randomUUID()}`, input);
      return true;
    },
  };
}

function nameOf({ from }: IncomingActivity): string | undefined {
  const name = from?.['name'];
  return typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 120) : undefined;
}
