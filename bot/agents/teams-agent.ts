/** Whether a Teams activity was written by an agent. */
import { z } from 'zod';

const fromTeams = z.object({
  channelId: z.literal('msteams'),
  from: z.object({ aadObjectId: z.string() }),
  /** Only where nobody else reads along: cards of other people's cases appear here. */
  conversation: z.object({ conversationType: z.literal('personal'), isGroup: z.literal(false).nullish() }),
});

/** Says who; the activity must come from the Bot Connector service, which alone vouches for the object id. */
export function teamsAgent(activity: unknown, agents: ReadonlySet<string>): string | undefined {
  const parsed = fromTeams.safeParse(activity);
  if (!parsed.success) return undefined;
  const id = parsed.data.from.aadObjectId.toLowerCase();
  return agents.has(id) ? agentOf(id) : undefined;
}

/** Such an agent among all kinds of agents. */
export function agentOf(objectId: string): string {
  return `entra:${objectId}`;
}
