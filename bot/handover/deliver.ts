/** Each kind of errand, done once. */
import type { Input } from '../../dialogs/input.ts';
import { handoverPackage } from '../../dialogs/handover/package.ts';
import type { Errand, KeptHandover } from '../store/handover-store.ts';
import type { Channel } from './channel.ts';
import type { FileLinks } from './file-links.ts';
import { channelOf } from './address.ts';
import { postWebhook, type WebhookTarget } from './webhook.ts';
import { createdBody, newsBody } from './webhook-body.ts';
import { cardErrand, newsErrand } from './work-of.ts';

export interface DeliverDependencies {
  readonly webhook: WebhookTarget | undefined;
  readonly channel: Channel | undefined;
  readonly files: FileLinks;
  readonly now: () => number;
  readonly tell: (kept: KeptHandover, key: string, input: Input) => Promise<void>;
}

const noteWords: Readonly<Record<string, string>> = {
  message: 'The person answered',
  file: 'The person sent a file; the card above leads to it',
  works: 'The person says that it works.',
  'does-not-work': 'The person says that it does not work.',
};

/** Does an errand; what has a target that is not set any more is dropped. */
export async function deliver(errand: Errand, kept: KeptHandover, deps: DeliverDependencies): Promise<void> {
  const { webhook, channel, files, now, tell } = deps;
  switch (errand.kind) {
    case 'webhook': {
      if (webhook === undefined) return;
      const parcel = handoverPackage.parse(JSON.parse(kept.body));
      const ticket = await postWebhook(webhook, kept.id, createdBody(parcel, channelOf(kept)), now());
      return tell(kept, `arrived webhook ${kept.id}`, { kind: 'handover-arrived', id: kept.id, ticket });
    }
    case 'webhook-news': {
      const { at, ...news } = newsErrand.parse(JSON.parse(errand.body));
      const file = news.file === undefined ? undefined : files.signed(kept.id, news.file, now());
      if (webhook !== undefined) await postWebhook(webhook, errand.id.replaceAll(':', '-'), newsBody(kept.id, news, at, file), now());
      return;
    }
    case 'card': {
      const isFirst = await channel?.show(kept, cardErrand.parse(JSON.parse(errand.body)).state, (file) => files.forAgents(kept.id, file));
      if (isFirst !== undefined) await tell(kept, `arrived card ${kept.id}`, { kind: 'handover-arrived', id: kept.id });
      return;
    }
    case 'card-note': {
      const { what, text } = newsErrand.parse(JSON.parse(errand.body));
      const lead = noteWords[what];
      if (lead !== undefined) await channel?.note(kept, text === undefined ? lead : `${lead}: ${text}`);
      return;
    }
    case 'follow-up':
      return tell(kept, `follow-up ${kept.id} ${errand.since}`, { kind: 'follow-up', id: kept.id });
  }
}
