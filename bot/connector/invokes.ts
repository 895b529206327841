/** Invokes: requests whose answer is the HTTP answer. A search changes nothing; a card's button is a tap like any other. */
import { z } from 'zod';
import { readCode } from '../../dialogs/case-code.ts';
import { tapValue } from '../../dialogs/input.ts';
import type { Desk } from '../../dialogs/desk.ts';
import { Refusal } from '../refusal.ts';
import type { Turns } from '../turns.ts';
import type { LookUp } from '../agents/look-up.ts';
import type { TeamsAgents } from '../agents/teams-agent.ts';
import { answerCase, answerSearch, type Bot, readQuery } from './compose-extension.ts';
import { ownKey } from './conversation-key.ts';
import type { IncomingActivity } from './incoming.ts';

export interface InvokeDependencies {
  readonly desk: () => Desk;
  readonly turns: Turns;
  /** None without an application id: then nobody vouches for who asks. */
  readonly authentication?: unknown;
  readonly inTeams: TeamsAgents;
  readonly lookUp: LookUp;
  /** None without an application id: then nothing links to the bot. */
  readonly bot?: Bot | undefined;
}

/** What is to be done: answer with a body (none: with nothing), or take a turn on a message. */
export type Invoked = { readonly kind: 'answer'; readonly body?: unknown } | { readonly kind: 'tap'; readonly activity: IncomingActivity };

const executed = z.object({ action: z.object({ data: z.unknown() }) });

/**
 * Reads an invoke.
 * @throws Refusal 400 for one that this bot does not take.
 */
export async function readInvoke(activity: IncomingActivity, deps: InvokeDependencies): Promise<Invoked> {
  switch (activity['name']) {
    case 'composeExtension/query':
      return { kind: 'answer', body: await answerQuery(activity, deps) };
    case 'adaptiveCard/action':
      return tapOf(activity);
    // A thumb under an answer asks for nothing.
    case 'message/submitAction':
      return { kind: 'answer' };
    default:
      throw new Refusal(400, 'This bot does not take that invoke.');
  }
}

/** An agent who types a case's code gets that case, and nobody else does. */
async function answerQuery(activity: IncomingActivity, { desk, turns, bot, authentication, inTeams, lookUp }: InvokeDependencies): Promise<unknown> {
  const query = readQuery(activity['value']);
  const code = readCode(query.text);
  const agent = code?.kind === 'code' && authentication !== undefined ? await inTeams.asker(activity) : undefined;
  if (code?.kind === 'code' && agent !== undefined) return answerCase(desk(), await lookUp(agent, code.code), bot);
  return answerSearch(desk(), query, await visitedBy(activity, turns), bot);
}

/** A button of ours that a client executes instead of submitting it. */
function tapOf(activity: IncomingActivity): Invoked {
  const data = executed.safeParse(activity['value']).data?.action.data;
  if (!tapValue.safeParse(data).success) throw new Refusal(400, 'This is no button of this bot.');
  return { kind: 'tap', activity: { ...activity, type: 'message', text: undefined, value: data } };
}

/** The nodes of the person's case in this conversation. A search goes on without them while the store is away. */
async function visitedBy(activity: IncomingActivity, turns: Turns): Promise<string[]> {
  const stored = await turns.find(ownKey(activity)).catch(() => undefined);
  const refs = (stored?.case.choices ?? []).flatMap((choice) => (choice.kind === 'close' ? [] : [choice.node]));
  return [...new Set(refs.toReversed())].slice(0, mostVisited);
}

const mostVisited = 5;
