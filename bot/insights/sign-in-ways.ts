/** The way in: a link is used, or asked for. */
import { queryOf } from '../direct-line/addresses.ts';
import { type InsightsDependencies, refuse, type Say, type Way } from './ways.ts';

export function signInWays(deps: InsightsDependencies, say: Say): Record<'signIn' | 'newLink', Way> {
  return {
    signIn: async (request, response) => {
      if (!deps.link.use(queryOf(request).get('code') ?? '', request))
        return refuse(deps, say, request, response, 'This link does not work, or not any more, or not from here.');
      deps.drawer.wake();
      response.writeHead(303, { location: '/insights', 'set-cookie': await deps.sessions.cookieFor(request) });
      response.end();
    },
    newLink: async (request, response) => {
      if (!deps.link.mayAsk(request)) return refuse(deps, say, request, response, 'Only the machine that Stepwise runs on may ask for a link.');
      const code = deps.link.make();
      if (code !== undefined) deps.tell(code);
      refuse(deps, say, request, response, code === undefined ? 'A link was written a moment ago. Look into the log.' : 'The link is in the log.');
    },
  };
}
