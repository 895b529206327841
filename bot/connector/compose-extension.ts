/** The search in the box where people write in Teams: what is found, as cards that can be sent to anybody. */
import { z } from 'zod';
import { sharedCard } from '../../cards/shared-card.ts';
import { cardWords } from '../../cards/card-words.ts';
import type { Desk } from '../../dialogs/desk.ts';
import { agentWording } from '../../dialogs/agent/agent-wording.ts';
import { search } from '../../dialogs/search/search.ts';
import { shareCase } from '../../dialogs/search/share-case.ts';
import { type Shared, shareOf } from '../../dialogs/search/share.ts';
import { wording } from '../../dialogs/wording.ts';
import type { LookedUp } from '../agents/look-up.ts';
import { searchParameter } from '../teams/commands.ts';

/** Finds on one page at most: each has its whole card with it, and people look at the first few. */
const mostOnPage = 10;
const furthest = 1_000;

const parameter = z.object({ name: z.string(), value: z.unknown() });
const query = z.object({
  parameters: z.array(parameter).max(20).catch([]),
  queryOptions: z.object({ skip: z.int().min(0).max(furthest).catch(0), count: z.int().min(1).catch(mostOnPage) }).catch({ skip: 0, count: mostOnPage }),
});

/** The bot as others reach it. */
export interface Bot {
  readonly id: string;
  readonly name: string;
}

export interface Query {
  readonly text: string;
  readonly skip: number;
  readonly count: number;
}

/** What was typed, and which page of finds is wanted. A query that cannot be read counts as an empty one. */
export function readQuery(value: unknown): Query {
  const { parameters, queryOptions } = query.catch({ parameters: [], queryOptions: { skip: 0, count: mostOnPage } }).parse(value);
  const typed = parameters.find(({ name }) => name === searchParameter)?.value;
  return { text: typeof typed === 'string' ? typed : '', ...queryOptions };
}

/**
 * Answers a search.
 * @param visited the nodes that the person visited last in this conversation, the last one first.
 */
export function answerSearch(desk: Desk, { text, skip, count }: Query, visited: readonly string[], bot?: Bot): unknown {
  const finds = search(desk, text, visited).slice(skip, skip + Math.min(count, mostOnPage));
  if (finds.length === 0 && skip === 0) return message(wording.nothingFound);
  return result(
    finds.flatMap((find) => {
      const shared = shareOf(desk, find);
      return shared === undefined ? [] : [attachment(shared, { title: find.title, text: `${wording.findKinds[find.kind]} · ${find.about}` }, bot)];
    }),
  );
}

/** Answers an agent who typed the code of a case. */
export function answerCase(desk: Desk, found: LookedUp, bot?: Bot): unknown {
  if (found.kind === 'refused') return message(agentWording.refused[found.because]);
  const shared = shareCase(desk.library, found.case);
  return result([attachment(shared, { title: shared.title, text: shared.now }, bot)]);
}

function attachment(shared: Shared, preview: { readonly title: string; readonly text: string }, bot: Bot | undefined) {
  return {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: sharedCard(shared, bot && { title: cardWords.openChat(bot.name), url: `https://teams.microsoft.com/l/chat/0/0?users=28:${bot.id}` }),
    preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: preview },
  };
}

function message(text: string) {
  return { composeExtension: { type: 'message', text } };
}

function result(attachments: readonly unknown[]) {
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
}
