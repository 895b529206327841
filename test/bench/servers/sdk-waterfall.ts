/**
 * The SDK's waterfall dialog with memory state, put together as its multi-turn sample does: three text prompts,
 * then from the start, so that each message gets one answer.
 */
import type { ActivityHandler as Handler, CloudAdapter as Adapter, ConversationState as State, StatePropertyAccessor, Storage, TurnContext } from 'botbuilder';
import restify from 'restify';
import { dialogs, requireFrom } from './on-demand.ts';
import { sayPort } from './say-port.ts';

interface StepContext {
  readonly result: unknown;
  readonly values: Record<string, unknown>;
  prompt(dialog: string, text: string): Promise<unknown>;
  replaceDialog(dialog: string): Promise<unknown>;
}
interface DialogContext {
  continueDialog(): Promise<{ readonly status: string }>;
  beginDialog(dialog: string): Promise<unknown>;
}
interface Builder {
  readonly ActivityHandler: new () => Handler;
  readonly CloudAdapter: new (authentication: unknown) => Adapter;
  readonly ConfigurationBotFrameworkAuthentication: new (options: object) => unknown;
  readonly ConversationState: new (storage: Storage) => State;
  readonly UserState: new (storage: Storage) => State;
  readonly MemoryStorage: new () => Storage;
}
interface Dialogs {
  readonly DialogSet: new (state: StatePropertyAccessor) => { add(dialog: object): void; createContext(context: TurnContext): Promise<DialogContext> };
  readonly WaterfallDialog: new (id: string, steps: readonly ((step: StepContext) => Promise<unknown>)[]) => object;
  readonly TextPrompt: new (id: string) => object;
  readonly DialogTurnStatus: { readonly empty: string };
}

const load = requireFrom(dialogs);
const builder = load('botbuilder') as Builder;
const { DialogSet, WaterfallDialog, TextPrompt, DialogTurnStatus } = load('botbuilder-dialogs') as Dialogs;

const storage = new builder.MemoryStorage();
const conversationState = new builder.ConversationState(storage);
const userState = new builder.UserState(storage);
const profile = userState.createProperty('profile');

const set = new DialogSet(conversationState.createProperty('dialog'));
set.add(new TextPrompt('text'));
set.add(
  new WaterfallDialog('trouble', [
    (step) => step.prompt('text', 'What is wrong with your mail? 1: nothing arrives. 2: nothing leaves.'),
    (step) => {
      step.values['what'] = step.result;
      return step.prompt('text', 'Since when? 1: today. 2: longer.');
    },
    (step) => {
      step.values['since'] = step.result;
      return step.prompt('text', `You said ${String(step.values['what'])} and ${String(step.values['since'])}. Did a restart help? 1: yes. 2: no.`);
    },
    (step) => step.replaceDialog('trouble'),
  ]),
);

class WaterfallBot extends builder.ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      await profile.get(context, {});
      const dialog = await set.createContext(context);
      const { status } = await dialog.continueDialog();
      if (status === DialogTurnStatus.empty) await dialog.beginDialog('trouble');
      await next();
    });
  }

  override async run(context: TurnContext): Promise<void> {
    await super.run(context);
    await conversationState.saveChanges(context, false);
    await userState.saveChanges(context, false);
  }
}

const server = restify.createServer();
server.use(restify.plugins.bodyParser());
const adapter = new builder.CloudAdapter(new builder.ConfigurationBotFrameworkAuthentication({}));
const bot = new WaterfallBot();
server.post('/api/messages', async (request: restify.Request, response: restify.Response) => {
  await adapter.process(request, response, (context) => bot.run(context));
});
server.listen(0, '127.0.0.1', () => sayPort(server.address()));
