/** What the lead of a helpdesk sees, mounted: the insights with their sign-in. */
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Server } from 'restify';
import type { Library } from '../knowledge/library.ts';
import { type AgentSignIn, LocalLink } from './agents/local-link.ts';
import { openAgentSessions } from './agents/session.ts';
import { Drawer } from './insights/drawing/drawer.ts';
import { mountInsights } from './insights/mount.ts';
import type { Store } from './store/store.ts';

interface LeadDependencies {
  readonly settings: { readonly agentSignIn: AgentSignIn };
  readonly store: Store;
  readonly library: () => Library;
  readonly now: () => number;
  readonly log: Logger;
}

/** `begin` writes the first link to the log, once the port is known. */
export interface LeadPages {
  begin(port: number): void;
  stop(): Promise<void>;
}

/** Mounts them, unless nobody may sign in. */
export async function mountLeadPages(server: Server, { settings: { agentSignIn: signIn }, store, library, now, log }: LeadDependencies): Promise<LeadPages> {
  if (signIn === 'off') return { begin: () => undefined, stop: async () => undefined };
  const sessions = openAgentSessions(await store.secret('agent-sessions', () => new Uint8Array(randomBytes(32))), now);
  const link = new LocalLink(signIn, now);
  const drawer = new Drawer(log);
  let at = 0;
  const tell = (code: string): void =>
    log.info({ link: `http://localhost:${at}/insights/sign-in?code=${code}` }, 'What gets solved: this link shows it, once and within 15 minutes.');
  await mountInsights(server, { store, library, now, log, drawer, sessions, link, signIn, tell });
  return {
    begin: (port) => {
      at = port;
      const code = link.make();
      if (code !== undefined) tell(code);
    },
    stop: () => drawer.stop(),
  };
}
