/** The search in the box where people write in Teams: what is found, as cards that can be sent to anybody. */
import { z } from 'zod';
import { sharedCard } from '../../cards/shared-card.ts';
import { cardWords } from '../../cards/card-words.ts';
import type { Desk } from '../../dialogs/desk.ts';
import type { Find } from '../../dialogs/search/finds.ts';
import { search } from '../../dialogs/search/search.ts';
import { shareOf } from '../../dialogs/search/share.ts';
import { wording } from '../../dialogs/wording.ts';
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

/**
 * Answers a search. A query that cannot be read counts as an empty one.
 * @param visited the nodes that the person visited last in this conversation, the last one first.
 */
export function answerSearch(desk: Desk, value: unknown, visited: readonly string[], bot?: Bot): unknown {
  const { parameters, queryOptions } = query.catch({ parameters: [], queryOptions: { skip: 0, count: mostOnPage } }).parse(value);
  const typed = parameters.find(({ name }) => name === searchParameter)?.value;
  const { skip, count } = queryOptions;
  const finds = search(desk, typeof typed === 'string' ? typed : '', visited).slice(skip, skip + Math.min(count, mostOnPage));
  if (finds.length === 0 && skip === 0) return { composeExtension: { type: 'message', text: wording.nothingFound } };
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments: finds.flatMap((find) => attachment(desk, find, bot)) } };
}

function attachment(desk: Desk, find: Find, bot: Bot | undefined) {
  const shared = shareOf(desk, find);
  if (shared === undefined) return [];
  const preview = { title: find.title, text: `${wording.findKinds[find.kind]} · ${find.about}` };
  return [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: sharedCard(shared, bot && { title: cardWords.openChat(bot.name), url: `https://teams.microsoft.com/l/chat/0/0?users=28:${bot.id}` }),
      preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: preview },
    },
  ];
}
