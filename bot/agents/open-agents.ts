/** What agents need, put together: codes, who is one, and the way between two conversations. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Server } from 'restify';
import type { ConnectorClient } from '../connector/connector-client.ts';
import type { Settings } from '../settings.ts';
import type { Store } from '../store/store.ts';
import { CaseCodes } from './case-codes.ts';
import { CodeGuesses } from './code-guesses.ts';
import { type LookUp, openLookUp } from './look-up.ts';
import { mountSignIn, type SignInDependencies } from './mount-sign-in.ts';
import { openAgentSessions, type WebAgent } from './session.ts';
import { TeamMembers } from './team-members.ts';
import { TeamsAgents } from './teams-agent.ts';
import { Together, type TogetherDependencies } from './together.ts';

type Given = Omit<TogetherDependencies, 'codes' | 'guesses' | 'isAgent' | 'store'> & {
  readonly settings: Settings;
  readonly store: Store;
  /** Asks who is in the helpdesk's team. */
  readonly client: () => Pick<ConnectorClient, 'member'>;
};

interface OpenedTogether {
  readonly codes: CaseCodes;
  readonly together: Together;
  readonly lookUp: LookUp;
  readonly inTeams: TeamsAgents;
}

/** Opens the codes with this installation's own secret. */
export async function openTogether({ settings, client, ...given }: Given): Promise<OpenedTogether> {
  const secret = await given.store.secret('case-codes', () => new Uint8Array(randomBytes(32)));
  const codes = new CaseCodes(given.store, secret);
  const guesses = new CodeGuesses();
  const { agentTeam } = settings.teams;
  const inTeams = new TeamsAgents(settings.agents, agentTeam === undefined ? undefined : new TeamMembers(agentTeam, client, given.log));
  // Who signed in on the page is an agent until their session ends; nobody is while nobody may sign in.
  const isAgent = async (agent: string, reference: unknown): Promise<boolean> =>
    agent.startsWith('web:') ? settings.agentSignIn !== 'off' : inTeams.isStill(agent, reference);
  return { codes, inTeams, lookUp: openLookUp(codes, guesses, given.log, given.now), together: new Together({ ...given, codes, guesses, isAgent }) };
}

type SignInParts = Omit<SignInDependencies, 'oidc' | 'sessions'> & { readonly settings: Settings; readonly store: Store; readonly now: () => number };

/** Mounts the way through a provider, where one is set. */
export async function mountAgents(server: Server, { settings, store, now, ...parts }: SignInParts): Promise<void> {
  if (settings.oidc === undefined) return;
  const secret = await store.secret('agent-sessions', () => new Uint8Array(randomBytes(32)));
  // Half a megabyte that only this way in needs.
  const { Oidc } = await import('./oidc.ts');
  mountSignIn(server, { ...parts, oidc: new Oidc(settings.oidc, secret, now), sessions: openAgentSessions(secret, now) });
}

/** Tells which agent's browser asks; `undefined` while nobody may sign in. */
export async function webAgents(
  { agentSignIn }: Pick<Settings, 'agentSignIn'>,
  store: Store,
  now: () => number,
): Promise<((request: IncomingMessage) => Promise<WebAgent | undefined>) | undefined> {
  if (agentSignIn === 'off') return undefined;
  return openAgentSessions(await store.secret('agent-sessions', () => new Uint8Array(randomBytes(32))), now).agentOf;
}
