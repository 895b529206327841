/** `GET /insights`: what gets solved, for whoever signed in. No script runs on it, and nothing comes from elsewhere. */
import { createHash } from 'node:crypto';
import type { Request, Response, Server } from 'restify';
import { readStyle } from '../read-style.ts';
import { frame } from './frame.ts';
import { html } from './html.ts';
import { signInWays } from './sign-in-ways.ts';
import type { InsightsDependencies, Say, Way } from './ways.ts';

/** Mounts the page, its files and its sign-in. */
export async function mountInsights(server: Server, deps: InsightsDependencies): Promise<void> {
  const style = await readStyle(import.meta.dirname);
  const stylePath = `/insights/${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`;
  const say: Say = (response, status, title, content) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
    response.end(frame(title, stylePath, content));
  };
  const figures = lateFigures(deps, say);
  const signIn = signInWays(deps, say);
  const mount = (method: 'get' | 'post', path: string, handler: Way): void => {
    server[method](path, async (request: Request, response: Response) => {
      allowInsights(response);
      try {
        await handler(request, response);
      } catch (error) {
        deps.log.error({ err: error }, 'The insights could not be shown.');
        say(
          response,
          503,
          'Not now',
          html`<main class="narrow">
            <h1>The figures cannot be read now</h1>
            <p>The log says why. Try again in a minute.</p>
          </main>`,
        );
      }
    });
  };
  mount('get', '/insights', figures.page);
  mount('get', '/insights/sign-in', signIn.signIn);
  mount('post', '/insights/new-link', signIn.newLink);
  mount('get', '/insights/csv/:table', figures.csv);
  server.get(stylePath, async (_request: Request, response: Response) => {
    allowInsights(response);
    response.writeHead(200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable' });
    response.end(style);
  });
}

/** Loaded when somebody first asks for figures: the start waits for none of it. */
function lateFigures(deps: InsightsDependencies, say: Say): Record<'page' | 'csv', Way> {
  let loaded: Promise<Record<'page' | 'csv', Way>> | undefined;
  const ways = () => (loaded ??= import('./figure-ways.ts').then(({ figureWays }) => figureWays(deps, say)));
  return {
    page: async (request, response) => (await ways()).page(request, response),
    csv: async (request, response) => (await ways()).csv(request, response),
  };
}

/** What a browser may do with the page: show it with its own style, and send its forms back here. */
function allowInsights(response: Response): void {
  response.setHeader('content-security-policy', "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  response.setHeader('cross-origin-opener-policy', 'same-origin');
}
