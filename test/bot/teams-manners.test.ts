/** How the bot behaves in Teams: when it speaks, to whom, and when it keeps quiet. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readInput } from '../../bot/read-input.ts';
import { connectEach } from '../support/connected-service.ts';
import { findButton } from '../support/direct-line-person.ts';
import { recorded } from '../support/recorded.ts';
import { type Sent, until } from '../support/stand-in-connector.ts';

const here = connectEach();

const ben = { id: '29:1ben', name: 'Ben' };

async function post(name: string, text = '', change: Record<string, unknown> = {}): Promise<number> {
  return (await here.post(name, text, change)).status;
}

async function quiet(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 150));
}

/** What was posted, without "is typing" and without what replaced a card. */
function said(): Sent[] {
  return here.connector.sent.filter(({ method, activity }) => method === 'POST' && activity.type !== 'typing');
}

async function reply(count: number): Promise<string> {
  await until(() => said().length >= count);
  return JSON.stringify(said()[count - 1]?.activity);
}

function tap(title: string, from?: unknown): Record<string, unknown> {
  const value = said()
    .toReversed()
    .map(({ activity }) => findButton(activity, title))
    .find((found) => found !== undefined);
  if (value === undefined) throw new Error(`There is no button "${title}".`);
  return { value, ...(from === undefined ? {} : { from }) };
}

describe('Somebody who gets the bot', () => {
  it('is welcomed once in their own chat, and not again after an update or when it is put there once more', async () => {
    await post('teams-installation-update');
    await post('teams-conversation-update');
    expect(await reply(1)).toContain('What is wrong');
    await post('teams-upgraded');
    await post('teams-bot-removed');
    await post('teams-installation-update');
    await quiet();
    expect(said()).toHaveLength(1);
  });

  it('in a team hears once how to call it, whoever comes later and however the team is renamed', async () => {
    await post('teams-team-installation');
    await post('teams-team-bot-added');
    expect(await reply(1)).toContain('Mention me');
    await post('teams-team-member-added');
    await post('teams-channel-renamed');
    await post('teams-team-installation');
    await quiet();
    expect(said()).toHaveLength(1);
  });

  it('in a group of another channel hears the same', async () => {
    await post('teams-team-bot-added', '', { channelId: 'slack' });
    expect(await reply(1)).toContain('Mention me');
  });

  it('is answered to hi, hello, help and thanks', async () => {
    for (const [index, [words, answer]] of [
      ['Hi', 'Hello!'],
      ['Hello', 'Hello!'],
      ['Help', 'How this works'],
      ['Thanks', 'You are welcome'],
    ].entries()) {
      await post('teams-message', words);
      expect(await reply(index + 1)).toContain(answer);
      expect(await reply(index + 1)).toContain('Action.Submit');
    }
  });
});

describe('In a group chat or a channel', () => {
  it('nothing is answered that does not mention the bot', async () => {
    await post('teams-group-talk', 'error 86000C2B');
    await post('teams-group-mention', 'error 86000C2B', { entities: [{ type: 'mention', text: '<at>Ben</at>', mentioned: ben }] });
    await quiet();
    expect(said()).toEqual([]);
  });

  it('a mention is answered in the same thread, and says for whom', async () => {
    await post('teams-channel-mention', 'error 86000C2B');
    expect(await reply(1)).toContain('86000C2B');
    expect(decodeURIComponent(said()[0]?.path ?? '')).toContain(';messageid=1795425409918/activities');
    expect(said()[0]?.activity.text).toBe('For Anna');
  });

  it('two people have a case each, and neither moves the other’s', async () => {
    await post('teams-group-mention', 'error 86000C2B');
    await reply(1);
    await post('teams-group-mention', 'where am i', { from: ben });
    expect(await reply(2)).toContain('You have not started yet');
    await post('teams-group-mention', 'where am i');
    expect(await reply(3)).not.toContain('You have not started yet');
  });

  it('a tap of somebody else on a card changes nothing and is answered kindly; its owner goes on', async () => {
    await post('teams-group-mention', 'error 86000C2B');
    await reply(1);
    const { conversation } = recorded('teams-group-mention', '', here.connector.address);
    await post('teams-card-submit', '', { conversation, ...tap('Talk to a person', ben) });
    expect(await reply(2)).toContain('somebody else’s');
    expect(await reply(2)).not.toContain('Problem in their words');
    await post('teams-card-submit', '', { conversation, ...tap('Talk to a person') });
    expect(await reply(3)).toContain('Problem in their words');
  });

  it('anybody may begin with a button of the first hello', async () => {
    await post('teams-team-installation');
    await reply(1);
    const { conversation } = recorded('teams-team-installation', '', here.connector.address);
    const title = /"title":"([^"]+)"/.exec(await reply(1))?.[1] ?? '';
    await post('teams-card-submit', '', { conversation, ...tap(title) });
    expect(await reply(2)).toContain('Step 1');
    await post('teams-card-submit', '', { conversation, ...tap(title, ben) });
    expect(await reply(3)).toContain('Step 1');
    expect(
      said()
        .slice(1)
        .map(({ activity }) => activity.text),
    ).toEqual(['For Anna', 'For Ben']);
  });
});

it.each(['teams-message-reaction', 'teams-message-edited', 'teams-message-deleted', 'teams-bot-removed', 'teams-channel-renamed', 'teams-upgraded'])(
  'Nothing is said to %s, before and after something was',
  async (name) => {
    expect(await post(name, 'error 86000C2B')).toBe(200);
    await post('teams-message', 'hello');
    await reply(1);
    expect(await post(name, 'error 86000C2B')).toBe(200);
    await quiet();
    expect(said()).toHaveLength(1);
  },
);

describe('Whoever waits for long', () => {
  it('sees within a second that an answer is coming, and then the answer', async () => {
    const slow = createServer((_request, response) => void setTimeout(() => response.end('86000C2B'), 1500));
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const contentUrl = `http://127.0.0.1:${(slow.address() as AddressInfo).port}/log.txt`;
    const began = performance.now();
    const posted = post('teams-file', 'my log', { attachments: [{ contentType: 'text/plain', name: 'log.txt', contentUrl }] });
    await until(() => here.connector.sent.some(({ activity }) => activity.type === 'typing'), 1000);
    expect(performance.now() - began).toBeLessThan(1000);
    await posted;
    await reply(1);
    slow.close();
  });

  it('is not told so of an answer that is there at once', async () => {
    await post('teams-message', 'hello');
    await reply(1);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(here.connector.sent).toHaveLength(1);
  });
});

describe('The bot’s own name is not part of what is said', () => {
  const bot = { id: '28:bot', name: 'Stepwise' };
  const named = { type: 'mention', text: '<at>Stepwise</at>', mentioned: bot };
  it.each([
    ['<at>Stepwise</at> my phone', [named]],
    ['<at>Stepwise</at>&nbsp;my phone\n', [named]],
    ['<at>Stepwise</at>\u00A0my&#160;phone', [named]],
    ['my <at>Stepwise</at> phone', [named]],
    ['<at>Stepwise</at> my phone <at>Stepwise</at>', [named, named]],
    ['<at id="0">Stepwise</at> my phone', [named]],
    ['<AT>stepwise</AT> my phone', [{ ...named, text: undefined }]],
    [
      '<at>Step</at> <at>wise</at> my phone',
      [
        { ...named, text: '<at>Step</at>' },
        { ...named, text: '<at>wise</at>' },
      ],
    ],
  ])('in %j', (text, entities) => {
    const input = readInput({ type: 'message', text, recipient: bot, entities } as never);
    expect(input).toEqual({ kind: 'text', text: expect.stringMatching(/^my\s+phone$/) });
  });

  it('while somebody else’s stays', () => {
    const text = '<at>Stepwise</at> ask <at>Ben</at>';
    expect(readInput({ type: 'message', text, recipient: bot, entities: [named] } as never)).toEqual({ kind: 'text', text: 'ask <at>Ben</at>' });
  });
});
