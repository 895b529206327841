/** The SDK's echo bot, put together as its samples do: CloudAdapter, restify with its body parser, no authentication. */
import { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication, MessageFactory } from 'botbuilder';
import restify from 'restify';
import { sayPort } from './say-port.ts';

class EchoBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      const text = `Echo: ${context.activity.text ?? ''}`;
      await context.sendActivity(MessageFactory.text(text, text));
      await next();
    });
  }
}

const server = restify.createServer();
server.use(restify.plugins.bodyParser());
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const bot = new EchoBot();
server.post('/api/messages', async (request: restify.Request, response: restify.Response) => {
  await adapter.process(request, response, (context) => bot.run(context));
});
server.listen(0, '127.0.0.1', () => sayPort(server.address()));
