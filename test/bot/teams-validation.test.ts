/** What Microsoft checks before a bot comes into the Teams store, one test for each point of its list. */
import { everyReply } from '../../bot/commands/every-reply.ts';
import { buildPackage } from '../../bot/teams/build-package.ts';
import { botCommands } from '../../bot/teams/commands.ts';
import { manifestOf } from '../../bot/teams/manifest.ts';
import { publicationOf } from '../../bot/teams/publication.ts';
import { parseSettings } from '../../bot/settings.ts';
import { renderCard } from '../../cards/render-card.ts';
import { buttonsOf } from '../support/card-rules.ts';
import { connectOnce } from '../support/connected-service.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';
import { until } from '../support/stand-in-connector.ts';

jest.setTimeout(60_000);

let ids = 0;
const here = connectOnce({ ACTIVITIES_PER_MINUTE: '0' });

const personal = () => ({ conversation: { id: `a:${(ids += 1)}`, conversationType: 'personal' } });
const publication = publicationOf(
  parseSettings({
    MicrosoftAppId: '3a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d',
    MicrosoftAppPassword: 'a secret of a test',
    PUBLIC_URL: 'https://helpdesk.contoso.com',
    TEAMS_PUBLISHER: 'Contoso IT',
    TEAMS_PRIVACY_URL: 'https://contoso.com/privacy',
    TEAMS_TERMS_URL: 'https://contoso.com/terms',
  }),
);
if (!('botId' in publication)) throw new Error(publication.join('\n'));
const manifest = manifestOf(publication, '1.0.0');
/** Everything that can be shown, once. */
const replies = everyReply(shippedDesk());

async function post(name: string, text = '', change: Record<string, unknown> = {}): Promise<{ status: number; text: string; took: number }> {
  const began = performance.now();
  const response = await here.post(name, text, change);
  return { status: response.status, text: await response.text(), took: performance.now() - began };
}

const posted = () => here.connector.sent.filter(({ method, activity }) => method === 'POST' && activity.type !== 'typing');

/** Posts, and gives the one answer. */
async function answerTo(name: string, text = '', change: Record<string, unknown> = {}): Promise<string> {
  const before = posted().length;
  await post(name, text, change);
  await until(() => posted().length > before);
  return JSON.stringify(posted().at(-1)?.activity);
}

it('1. It answers within two seconds, in the chat and in the search', async () => {
  const where = personal();
  for (const text of ['hello', 'error 86000C2B', 'help', 'qwxz']) {
    const began = performance.now();
    await answerTo('teams-message', text, where);
    expect(performance.now() - began).toBeLessThan(2000);
  }
  for (const text of ['', 'certificate', '86000C2B']) expect((await post('teams-message-extension', text)).took).toBeLessThan(2000);
});

it('2. Every command of the list works, and so do hi, hello, help and thanks', async () => {
  const answers = new Map<string, string>();
  for (const text of [...botCommands.map(({ title }) => title), 'Hi', 'Hello', 'Help', 'Thanks']) {
    const where = personal();
    await answerTo('teams-message', 'error 86000C2B', where);
    const answer = await answerTo('teams-message', text, where);
    expect(answer).not.toContain('I did not understand');
    answers.set(text, answer);
  }
  expect(answers.get('Talk to a person')).toContain('Problem in their words');
  expect(manifest.bots[0]?.commandLists.map(({ commands }) => commands)).toEqual([botCommands, botCommands]);
});

describe('3. It never leads into a dead end:', () => {
  it('each reply has a way on', () => {
    const ends = replies.filter(({ reply }) => buttonsOf(renderCard(reply)).length === 0);
    expect(ends.map(({ name }) => name)).toEqual([]);
  });

  it.each(['qwxz', 'the printer on the second floor is jammed', '🙂', '12', ''])(
    'what it does not know (%j) is answered with what is possible, and names help',
    async (text) => {
      const where = personal();
      const first = await answerTo('teams-message', text, where);
      expect(first).toMatch(/“help”/);
      await answerTo('teams-message', 'error 86000C2B', where);
      if (text !== '' && !/\d/.test(text)) expect(await answerTo('teams-message', text, where)).toMatch(/“help”|“person”|is your step|Talk to a person/);
    },
  );
});

describe('4. It fails with words, never with silence:', () => {
  it.each([
    ['a sticker', { attachments: [{ contentType: 'image/png', contentUrl: 'https://example.com/x.png' }], text: undefined }],
    ['a contact card', { attachments: [{ contentType: 'application/vnd.microsoft.card.hero', content: {} }], text: undefined }],
    ['a file from elsewhere', { attachments: [{ contentType: 'text/plain', name: 'a.txt', contentUrl: 'https://example.com/a.txt' }] }],
    ['very much text', { text: 'my phone '.repeat(10_000) }],
    ['a tap of another bot', { value: { theirs: true }, text: undefined }],
    ['nothing at all', { text: undefined, attachments: undefined }],
  ])('%s is answered', async (_what, change) => {
    expect(await answerTo('teams-message', 'x', { ...personal(), entities: [], ...change })).toContain('AdaptiveCard');
  });
});

it('5. It welcomes once, in one message, with what it does, how to begin, and buttons', async () => {
  const where = personal();
  const welcome = await answerTo('teams-installation-update', '', where);
  await post('teams-conversation-update', '', where);
  await post('teams-conversation-update', '', where);
  expect(welcome).toContain('in your own words');
  expect(welcome).toContain('“help”');
  expect(welcome).toContain('Action.Submit');
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(posted()).toHaveLength(1);
});

it('6. It says one thing at a time: one message for each of a person’s', async () => {
  const where = personal();
  await answerTo('teams-message', 'error 86000C2B', where);
  for (let turn = 2; turn < 6; turn += 1) {
    const button = buttonsOf(posted().at(-1)?.activity.attachments?.[0]?.content as never).find(({ data }) => 'action' in data && data.action.do === 'answer');
    if (button === undefined) break;
    await answerTo('teams-card-submit', '', { ...where, value: button.data });
    expect(posted()).toHaveLength(turn);
  }
});

it('7. Its cards are light: six buttons in a row at most, and under 28 KB', () => {
  for (const { name, reply } of replies) {
    const card = renderCard(reply);
    expect([name, Buffer.byteLength(JSON.stringify(card)) < 28 * 1024]).toEqual([name, true]);
    const rows = [...card.body.flatMap((element) => (element.type === 'ActionSet' ? [element.actions.length] : [])), card.actions?.length ?? 0];
    expect([name, Math.max(...rows) <= 6]).toEqual([name, true]);
  }
});

it('8. It works in every scope that the manifest names', async () => {
  const fixtures = { personal: 'teams-message', team: 'teams-channel-mention', groupChat: 'teams-group-mention' };
  for (const scope of manifest.bots[0]?.scopes ?? []) expect(await answerTo(fixtures[scope], 'error 86000C2B')).toContain('86000C2B');
});

it('9. In a group it shows nobody’s case to whom it does not belong, and says that others read along', async () => {
  expect(await answerTo('teams-team-installation')).toContain('everybody in this chat can read along');
  await answerTo('teams-group-mention', 'my secret problem with error 86000C2B');
  const others = await answerTo('teams-group-mention', 'where am i', { from: { id: '29:1ben', name: 'Ben' } });
  expect(others).not.toContain('86000C2B');
  expect((await post('teams-message-extension', 'error', { from: { id: '29:1ben' } })).text).not.toContain('secret');
});

it('10. Nothing on its own cards leads out of the chat but what names its source, and a sent step leads only to the bot', async () => {
  for (const { reply } of replies) expect(JSON.stringify(renderCard(reply))).not.toContain('Action.OpenUrl');
  const found = (await post('teams-message-extension', 'certificate')).text;
  const links = [...found.matchAll(/"type":"Action.OpenUrl"[^}]*"url":"([^"]*)"/g)].map((match) => match[1] ?? '');
  expect(links.filter((link) => !link.startsWith('https://teams.microsoft.com/'))).toEqual([]);
});

it('11. Nobody has to sign in', () => {
  expect(JSON.stringify(replies.map(({ reply }) => renderCard(reply)))).not.toMatch(/OAuth|signin|SigninCard/i);
});

it('12. Its package has a name of its own, icons, https links and only its own domain', async () => {
  expect(await buildPackage(publication)).toBeInstanceOf(Uint8Array);
  expect(manifest.name.short).not.toMatch(/teams|microsoft/i);
  const { websiteUrl, privacyUrl, termsOfUseUrl } = manifest.developer;
  for (const url of [websiteUrl, privacyUrl, termsOfUseUrl]) expect(new URL(url).protocol).toBe('https:');
  expect(manifest.validDomains).toEqual(['helpdesk.contoso.com']);
});
