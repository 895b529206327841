/** The Bot Connector channel, put together. */
import type { Logger } from 'pino';
import type { IncomingMessage } from 'node:http';
import type { Server } from 'restify';
import type { Desk } from '../../dialogs/desk.ts';
import type { Upload } from '../conversations.ts';
import type { ReadFile } from '../files/file-reader.ts';
import type { BusyRoute } from '../front-door.ts';
import type { Limits } from '../limits.ts';
import type { Settings } from '../settings.ts';
import { notKept } from '../speak.ts';
import type { Store } from '../store/store.ts';
import type { Turns } from '../turns.ts';
import type { Authentication } from './authenticate.ts';
import { ConnectorClient } from './connector-client.ts';
import { openDoneCards } from './done-cards.ts';
import { type EndpointDependencies, mountEndpoint } from './endpoint.ts';
import { openNotice } from './notice.ts';
import { Outbox } from './outbox.ts';
import { openTyping, type Typing } from './typing.ts';

export interface ConnectorDependencies {
  readonly settings: Settings;
  readonly store: Store;
  readonly turns: Turns;
  readonly desk: () => Desk;
  readonly limits: Limits;
  readonly readFile: ReadFile;
  readonly log: Logger;
  readonly now: () => number;
  readonly newId: () => string;
  readonly addressOf: (request: IncomingMessage) => string | undefined;
  readonly helpdesk?: EndpointDependencies['helpdesk'];
  readonly inTeams: EndpointDependencies['inTeams'];
  readonly lookUp: EndpointDependencies['lookUp'];
}

export interface Connector {
  readonly outbox: Outbox;
  readonly client: ConnectorClient;
  readonly typing: Typing;
  readonly busy: BusyRoute;
}

/** Mounts the endpoint; the outbox it returns is to be started when the server listens, and stopped at the end. */
export async function openConnector(server: Server, deps: ConnectorDependencies): Promise<Connector> {
  const { settings, store, log, now, newId } = deps;
  const authentication = await authenticationOf(deps);
  const client = new ConnectorClient(authentication?.bearer);
  const outbox = new Outbox({ store, client, log, now });
  const typing = openTyping(client, log);
  const notice = openNotice(client, notKept(settings.contact), log);
  const bot = settings.app && { id: settings.app.id, name: settings.teams.name };
  const keepUpload = async (conversation: string, file: Upload): Promise<string> => {
    const id = newId();
    await store.keepUpload(conversation, id, file, now());
    return id;
  };
  const parts = { ...deps, keepUpload, outbox, authentication, notice, typing, doneCards: openDoneCards(client, log), bot };
  return { outbox, client, typing, busy: mountEndpoint(server, parts) };
}

/** What checks tokens is loaded only where there are some. */
async function authenticationOf({ settings: { app }, now, log }: ConnectorDependencies): Promise<Authentication | undefined> {
  if (app === undefined) return undefined;
  const { openAuthentication } = await import('./authenticate.ts');
  return openAuthentication(app, now, log);
}
