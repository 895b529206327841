/** Who of those in Teams is an agent: by their Entra object id, or as a member of the helpdesk's team. */
import { z } from 'zod';
import type { TeamMembers } from './team-members.ts';

const person = z.object({ channelId: z.literal('msteams'), serviceUrl: z.string(), from: z.object({ id: z.string(), aadObjectId: z.string() }) });
/** Only where nobody else reads along: cards of other people's cases appear here. */
const alone = z.object({ conversation: z.object({ conversationType: z.literal('personal'), isGroup: z.literal(false).nullish() }) });
/** How an agent is reached, as their conversation keeps it. */
const reachable = z.object({ serviceUrl: z.string(), user: z.object({ id: z.string() }) });

export class TeamsAgents {
  readonly #listed: ReadonlySet<string>;
  readonly #members: TeamMembers | undefined;

  /**
   * @param listed object ids in small letters.
   * @param members of the helpdesk's team, where one is set.
   */
  constructor(listed: ReadonlySet<string>, members?: TeamMembers) {
    this.#listed = listed;
    this.#members = members;
  }

  /** Says who talks, when it is an agent in a personal chat. The activity must come from the Bot Connector service, which alone vouches for the object id. */
  async speaker(activity: unknown): Promise<string | undefined> {
    return alone.safeParse(activity).success ? this.asker(activity) : undefined;
  }

  /** The same for what is answered to whoever asks alone, wherever they are. */
  async asker(activity: unknown): Promise<string | undefined> {
    const parsed = person.safeParse(activity);
    if (!parsed.success) return undefined;
    const { serviceUrl, from } = parsed.data;
    const objectId = from.aadObjectId.toLowerCase();
    return (await this.#isAgent(objectId, serviceUrl, from.id)) ? agentOf(objectId) : undefined;
  }

  /** Whether somebody who was an agent still is one. `reference` is that of their conversation. */
  async isStill(agent: string, reference: unknown): Promise<boolean> {
    if (!agent.startsWith(prefix)) return false;
    const objectId = agent.slice(prefix.length);
    const { data } = reachable.safeParse(reference);
    return this.#isAgent(objectId, data?.serviceUrl, data?.user.id);
  }

  async #isAgent(objectId: string, serviceUrl: string | undefined, user: string | undefined): Promise<boolean> {
    if (this.#listed.has(objectId)) return true;
    return this.#members !== undefined && serviceUrl !== undefined && user !== undefined && this.#members.has({ objectId, serviceUrl, user });
  }
}

const prefix = 'entra:';

/** Such an agent among all kinds of agents. */
function agentOf(objectId: string): string {
  return `${prefix}${objectId}`;
}
