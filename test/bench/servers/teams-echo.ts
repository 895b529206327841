/** The echo bot on the other of the SDK's successors, `@microsoft/teams.apps`, on its own HTTP server; no authentication. */
import { createServer } from 'node:http';
import { requireFrom, teams } from './on-demand.ts';
import { sayPort } from './say-port.ts';

interface Message {
  readonly activity: { readonly text?: string };
  send(text: string): Promise<unknown>;
}
interface TeamsApp {
  on(name: 'message', handle: (message: Message) => Promise<void>): unknown;
  initialize(): Promise<void>;
}
interface TeamsApps {
  readonly App: new (options: object) => TeamsApp;
  readonly ExpressAdapter: new (server: unknown, options?: object) => object;
}

const load = requireFrom(teams);
const { App, ExpressAdapter } = load('@microsoft/teams.apps') as TeamsApps;

const server = createServer();
const app = new App({ httpServerAdapter: new ExpressAdapter(server), dangerouslyAllowUnauthenticatedRequests: true });
app.on('message', async ({ activity, send }) => {
  await send(`Echo: ${activity.text ?? ''}`);
});
await app.initialize();
server.listen(0, '127.0.0.1', () => sayPort(server.address()));
