/** What the routes of the insights have in common. */
import type { Logger } from 'pino';
import type { Request, Response } from 'restify';
import type { Library } from '../../knowledge/library.ts';
import type { AgentSignIn, LocalLink } from '../agents/local-link.ts';
import type { AgentSessions } from '../agents/session.ts';
import type { Store } from '../store/store.ts';
import type { Drawer } from './drawing/drawer.ts';
import type { Html } from './html.ts';
import { signInPage } from './sign-in-page.ts';

export interface InsightsDependencies {
  readonly store: Pick<Store, 'events' | 'comments'>;
  readonly library: () => Library;
  readonly now: () => number;
  readonly log: Logger;
  readonly drawer: Drawer;
  readonly sessions: AgentSessions;
  readonly link: LocalLink;
  readonly signIn: Exclude<AgentSignIn, 'off'>;
  /** Writes a link with that code to the log. */
  readonly tell: (code: string) => void;
}

export type Way = (request: Request, response: Response) => Promise<void>;

/** Answers with a page of that title. */
export type Say = (response: Response, status: number, title: string, content: Html) => void;

/** Answers whoever has not signed in with how to. */
export function refuse({ signIn, link }: InsightsDependencies, say: Say, request: Request, response: Response, news?: string): void {
  say(response, 401, 'Please sign in', signInPage(signIn, link.mayAsk(request), news));
}
