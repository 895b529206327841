/** Ways to say something to a bot and get its reply. */
import { conversationOf, messageOf, type Sender } from './activity.ts';
import { Connector } from './connector.ts';
import { expectSuccess, type HttpConnection } from './http-connection.ts';
import type { Person, Saying } from './person.ts';
import type { Plan } from './plan.ts';

export interface Channel {
  /** Begins a person's conversation, where that takes more than saying something. */
  open(person: Person): Promise<void>;
  /** Resolves with the bot's activity once both the post is answered and the reply is there. */
  turn(line: HttpConnection, person: Person, saying: Saying): Promise<unknown>;
}

/** Posts to `/api/messages`; the reply comes to a stand-in connector in this process, or with the answer. */
export async function openConnectorChannel({ way }: Pick<Plan, 'way'>): Promise<Channel> {
  const connector = await Connector.start();
  const inline = way === 'expect-replies';
  const prefix = `${process.pid.toString(36)}${Date.now().toString(36)}`;
  const sender: Sender = { prefix, serviceUrl: connector.address, deliveryMode: inline ? 'expectReplies' : undefined };
  let sent = 0;
  return {
    open: () => Promise.resolve(),
    turn: async (line, person, saying) => {
      const id = String(1_795_000_000_000 + (sent += 1));
      const message = messageOf(sender, person, id, saying);
      if (inline) return firstMessage(expectSuccess(await line.post('/api/messages', message)));
      const replying = connector.replyTo(conversationOf(sender, person), id);
      const [reply] = await Promise.all([replying, line.post('/api/messages', message).then(expectSuccess)]);
      return reply;
    },
  };
}

function firstMessage(body: string): unknown {
  const { activities = [] } = JSON.parse(body) as { activities?: readonly { readonly type?: string }[] };
  const message = activities.find(({ type }) => type === 'message');
  if (message === undefined) throw new Error('The answer holds no reply.');
  return message;
}
