/** `GET /agents/sign-in` and `/agents/signed-in`: to the provider and back; then the page is an agent's. */
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import { isSecure, originOf } from '../direct-line/addresses.ts';
import type { Limits } from '../limits.ts';
import { refusalOf } from '../refusal-of.ts';
import type { Oidc } from './oidc.ts';
import type { AgentSessions } from './session.ts';
import { cookieIn } from './session.ts';

export interface SignInDependencies {
  readonly oidc: Oidc;
  readonly sessions: AgentSessions;
  readonly limits: Limits;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly log: Logger;
}

const back = '/agents/signed-in';
const cookieName = 'stepwise-sign-in';

export function mountSignIn(server: Server, deps: SignInDependencies): void {
  const mount = (path: string, handle: (request: Request, response: Response) => Promise<void>): void => {
    server.get(path, async (request: Request, response: Response) => {
      try {
        await deps.limits.opening(deps.addressOf(request));
        await handle(request, response);
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal === undefined) deps.log.warn({ err: error }, 'Somebody could not be signed in as an agent. Check OIDC_ISSUER and the client.');
        say(response, refusal?.status ?? 400, refusal?.message ?? 'That did not work. Begin again at /agents/sign-in.');
      }
    });
  };
  mount('/agents/sign-in', async (request, response) => {
    const { to, kept } = await deps.oidc.leave(originOf(request) + back);
    response.writeHead(303, { location: to, 'set-cookie': keep(request, kept, 600), 'cache-control': 'no-store' });
    response.end();
  });
  mount(back, (request, response) => comeBack(request, response, deps));
}

async function comeBack(request: Request, response: Response, { oidc, sessions, log }: SignInDependencies): Promise<void> {
  const kept = cookieIn(request.headers.cookie, cookieName) ?? '';
  const who = await oidc.comeBack(new URL(request.url ?? '', originOf(request)), kept);
  if (who === undefined) {
    log.warn('Somebody signed in who is no agent. OIDC_ALLOW says who is.');
    return say(response, 403, 'You are signed in, but are not listed as an agent of this helpdesk. Ask whoever runs it.');
  }
  response.setHeader('set-cookie', [await sessions.cookieFor(request, who), keep(request, '', 0)]);
  response.writeHead(303, { location: '/', 'cache-control': 'no-store' });
  response.end();
}

/** It must come along when the provider's page leads back here, so it is not strict. */
function keep(request: IncomingMessage, value: string, seconds: number): string {
  return `${cookieName}=${value}; Path=/agents; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure(request) ? '; Secure' : ''}`;
}

function say(response: Response, status: number, words: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(words);
}
