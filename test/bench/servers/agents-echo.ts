/** The echo bot on one of the SDK's successors, `@microsoft/agents-hosting`, with express; no authentication. */
import type { Server } from 'node:http';
import { agents, requireFrom } from './on-demand.ts';
import { sayPort } from './say-port.ts';

interface Context {
  readonly activity: { readonly text?: string };
  sendActivity(text: string): Promise<unknown>;
}
interface Handler {
  onMessage(handle: (context: Context, next: () => Promise<void>) => Promise<void>): unknown;
  run(context: Context): Promise<void>;
}
interface Hosting {
  readonly ActivityHandler: new () => Handler;
}
interface Adapter {
  process(request: unknown, response: unknown, logic: (context: Context) => Promise<void>): Promise<void>;
}
interface HostingExpress {
  createCloudAdapter(agent: Handler): { readonly adapter: Adapter };
}
interface Express {
  (): { use(middleware: unknown): void; post(path: string, handle: (request: unknown, response: unknown) => void): void; listen(...where: unknown[]): Server };
  json(): unknown;
}

const load = requireFrom(agents);
const { ActivityHandler } = load('@microsoft/agents-hosting') as Hosting;
const { createCloudAdapter } = load('@microsoft/agents-hosting-express') as HostingExpress;
const express = load('express') as Express;

const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await context.sendActivity(`Echo: ${context.activity.text ?? ''}`);
  await next();
});

const { adapter } = createCloudAdapter(bot);
const app = express();
app.use(express.json());
app.post('/api/messages', (request, response) => void adapter.process(request, response, (context) => bot.run(context)));
const server = app.listen(0, '127.0.0.1', () => sayPort(server.address()));
