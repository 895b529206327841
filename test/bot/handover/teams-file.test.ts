/** A person in Teams who agreed sends a file: it is kept, and the helpdesk's card leads their agents to it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Service } from '../../../bot/service.ts';
import { findButton } from '../../support/direct-line-person.ts';
import { startTestService } from '../../support/service.ts';
import { StandInConnector, until } from '../../support/stand-in-connector.ts';

const channel = '19:helpdesk@thread.tacv2';
const bot = { id: '28:00000000-aaaa-bbbb-cccc-000000000001', name: 'Stepwise' };
jest.setTimeout(60_000);

let connector: StandInConnector;
let service: Service;
let files: Server;
let ids = 0;

beforeEach(async () => {
  connector = await StandInConnector.start();
  service = await startTestService({ HELPDESK_CHANNEL: channel, PUBLIC_URL: 'https://bot.contoso.com/' });
  files = createServer((_request, response) => void response.end('a log'));
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await service.stop();
  await connector.stop();
  await new Promise((resolve) => files.close(resolve));
});

async function post(activity: Record<string, unknown>): Promise<void> {
  const whole = { type: 'message', id: `a-${(ids += 1)}`, channelId: 'msteams', serviceUrl: connector.address, recipient: bot, ...activity };
  const body = JSON.stringify({ from: { id: '29:anna', name: 'Anna' }, conversation: { id: 'a:anna' }, ...whole });
  const response = await fetch(`http://127.0.0.1:${service.port}/api/messages`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  expect(response.status).toBe(200);
}

function sendFile(name: string): Promise<void> {
  const downloadUrl = `http://127.0.0.1:${(files.address() as AddressInfo).port}/${name}`;
  return post({ attachments: [{ contentType: 'application/vnd.microsoft.teams.file.download.info', name, content: { downloadUrl, fileType: 'txt' } }] });
}

const toAnna = () => connector.sent.filter(({ path }) => path.includes('a%3Aanna')).toReversed();
const inChannel = (): string => JSON.stringify(connector.sent.filter(({ path }) => path.includes(encodeURIComponent(channel))));

async function tap(title: string): Promise<void> {
  await until(() => findButton(toAnna(), title) !== undefined);
  await post({ value: findButton(toAnna(), title) });
}

it.each([
  ['Yes, keep files for them', true],
  ['No files', false],
])('Who answers "%s"', async (answer, isKept) => {
  await post({ type: 'conversationUpdate', membersAdded: [bot], from: { id: '29:bert' }, conversation: { id: channel } });
  await post({ text: 'error 86000C2B' });
  await sendFile('before.txt');
  for (const title of ['Talk to a person', 'Here in this chat', answer, 'Send it']) await tap(title);
  await until(() => JSON.stringify(toAnna()).includes('has arrived at the helpdesk'), 15_000);
  await sendFile('after.txt');
  await tap('How is it going?');
  await until(() => findButton(toAnna(), 'Send to the helpdesk') !== undefined);
  await post({ value: { ...(findButton(toAnna(), 'Send to the helpdesk') as object), answer: 'that was the file' } });
  await until(() => inChannel().includes('that was the file'), 15_000);
  const link = /https:\/\/bot\.contoso\.com(\/handover\/[\w-]+\/files\/[\w-]+)/.exec(inChannel());
  expect(link !== null).toBe(isKept);
  if (link === null) return expect(inChannel()).not.toContain('The person sent a file');
  await until(() => inChannel().includes('The person sent a file'));
  expect((await fetch(`http://127.0.0.1:${service.port}${link[1]}`)).status).toBe(401);
});
