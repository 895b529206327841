/** The helpdesk's channel in Teams: where it is, what is posted there, and what comes from there. */
import { z } from 'zod';
import { helpdeskCard } from '../../cards/helpdesk-card.ts';
import type { Handover } from '../../dialogs/handover/handover.ts';
import { handoverPackage } from '../../dialogs/handover/package.ts';
import { type ConnectorClient, ConnectorError } from '../connector/connector-client.ts';
import type { IncomingActivity } from '../connector/incoming.ts';
import type { HandoverStore, KeptHandover } from '../store/handover-store.ts';
import { HandoverError } from './handover-error.ts';

/** What is learned of the channel from what comes from it. */
const place = z.object({ serviceUrl: z.string().min(1), bot: z.object({ id: z.string(), name: z.string().optional() }) });
type Place = z.infer<typeof place>;
const teamData = z.object({
  team: z.object({ id: z.string() }).optional().catch(undefined),
  channel: z.object({ id: z.string() }).optional().catch(undefined),
});
const accountName = z.string().max(120).optional().catch(undefined);

/** The channel cannot replace an activity: a new one is posted. */
const cannotUpdate = new Set([400, 403, 404, 405, 501]);

type ChannelStore = Pick<HandoverStore, 'keepPlace' | 'findPlace' | 'keepCard'>;

export const unknownChannel =
  'HELPDESK_CHANNEL is set, but the bot has not been there yet. Add the bot to that team in Teams, and mention it once in that channel.';

export class Channel {
  readonly id: string;
  readonly #store: ChannelStore;
  readonly #client: () => ConnectorClient;
  #learned: string | undefined;

  constructor(id: string, store: ChannelStore, client: () => ConnectorClient) {
    this.id = id;
    this.#store = store;
    this.#client = client;
  }

  /** Whether an activity was said in the channel: by its conversation alone, which the channel's service vouches for. */
  isFrom({ channelId, conversation }: IncomingActivity): boolean {
    return channelId === 'msteams' && (conversation.id === this.id || conversation.id.startsWith(`${this.id};`));
  }

  /** Keeps the way to the channel, from anything that comes from it or tells that the bot was added to its team. */
  async learn(activity: IncomingActivity): Promise<void> {
    const about = teamData.safeParse(activity['channelData']).data;
    const isAbout = activity.channelId === 'msteams' && (about?.channel?.id === this.id || about?.team?.id === this.id);
    if (!this.isFrom(activity) && !isAbout) return;
    const found = place.safeParse({
      serviceUrl: activity.serviceUrl,
      bot: { id: activity.recipient?.id, name: accountName.parse(activity.recipient?.['name']) },
    });
    if (!found.success) return;
    const body = JSON.stringify(found.data);
    if (body === this.#learned) return;
    await this.#store.keepPlace(this.#name, body);
    this.#learned = body;
  }

  async isKnown(): Promise<boolean> {
    return (await this.#store.findPlace(this.#name)) !== undefined;
  }

  /**
   * Shows a case as it is now: in the place of its card, or as a new one. Says whether it was the first.
   * @throws HandoverError, ConnectorError
   */
  async show(kept: KeptHandover, state: Handover, linkOf: (file: string) => string | undefined): Promise<boolean> {
    const there = await this.#place();
    const content = helpdeskCard(handoverPackage.parse(JSON.parse(kept.body)), state, linkOf);
    const body = this.#activity(there, { summary: content.speak, attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] });
    if (kept.sentAs !== undefined && (await this.#update(there, kept.sentAs, body))) return false;
    const sentAs = await this.#client().post(this.#address(there), body);
    if (sentAs !== undefined) await this.#store.keepCard(kept.id, sentAs);
    return kept.sentAs === undefined;
  }

  /** Says something below the card, so that whoever follows it is told. */
  async note(kept: KeptHandover, text: string): Promise<void> {
    const there = await this.#place();
    const thread = kept.sentAs === undefined ? this.id : `${this.id};messageid=${kept.sentAs}`;
    await this.#client().post(this.#address(there, thread), this.#activity(there, { text, textFormat: 'plain' }, thread));
  }

  /** Puts a sentence in the place of a card that stands for nothing any more. */
  async retire(sentAs: string, text: string): Promise<void> {
    const there = await this.#place();
    await this.#update(there, sentAs, this.#activity(there, { text, textFormat: 'plain' }));
  }

  async #update(there: Place, sentAs: string, body: string): Promise<boolean> {
    try {
      await this.#client().update(this.#address(there), sentAs, body);
      return true;
    } catch (error) {
      if (error instanceof ConnectorError && cannotUpdate.has(error.status ?? 0)) return false;
      throw error;
    }
  }

  get #name(): string {
    return `channel ${this.id}`;
  }

  async #place(): Promise<Place> {
    const kept = await this.#store.findPlace(this.#name);
    if (kept === undefined) throw new HandoverError(unknownChannel);
    return place.parse(JSON.parse(kept));
  }

  #address({ serviceUrl }: Place, conversation = this.id) {
    return { serviceUrl, conversation: { id: conversation } };
  }

  #activity({ bot }: Place, content: object, conversation = this.id): string {
    return JSON.stringify({ type: 'message', from: bot, conversation: { id: conversation }, channelId: 'msteams', ...content });
  }
}
