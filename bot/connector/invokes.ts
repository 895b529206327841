/** Invokes: requests whose answer is the HTTP answer. A search changes nothing; a card's button is a tap like any other. */
import { z } from 'zod';
import { tapValue } from '../../dialogs/input.ts';
import type { Desk } from '../../dialogs/desk.ts';
import { Refusal } from '../refusal.ts';
import type { Turns } from '../turns.ts';
import { answerSearch, type Bot } from './compose-extension.ts';
import { ownKey } from './conversation-key.ts';
import type { IncomingActivity } from './incoming.ts';

export interface InvokeDependencies {
  readonly desk: () => Desk;
  readonly turns: Turns;
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
      return { kind: 'answer', body: answerSearch(deps.desk(), activity['value'], await visitedBy(activity, deps.turns), deps.bot) };
    case 'adaptiveCard/action':
      return tapOf(activity);
    // A thumb under an answer asks for nothing.
    case 'message/submitAction':
      return { kind: 'answer' };
    default:
      throw new Refusal(400, 'This bot does not take that invoke.');
  }
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
