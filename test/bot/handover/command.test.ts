import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { startTestService, newDatabase } from '../../support/service.ts';
import { StandInConnector } from '../../support/stand-in-connector.ts';
import { StandInWebhook } from '../../support/stand-in-webhook.ts';

const root = join(__dirname, '../../..');
const channel = '19:helpdesk@thread.tacv2';
let webhook: StandInWebhook;
let connector: StandInConnector;

beforeAll(async () => {
  webhook = await StandInWebhook.start();
  connector = await StandInConnector.start();
});
afterAll(async () => {
  await webhook.stop();
  await connector.stop();
});

function run(env: Record<string, string>, ...args: string[]): Promise<{ status: number; said: string }> {
  return new Promise((resolve) => {
    const all = { PATH: process.env['PATH'] ?? '', ...env };
    const child = execFile(process.execPath, ['bot/command-line.ts', 'handover', ...args], { cwd: root, env: all }, (_error, out, err) =>
      resolve({ status: child.exitCode ?? -1, said: out + err }),
    );
  });
}

describe('An operator who tests the hand-over', () => {
  it('hears that the case has arrived, with its number', async () => {
    const { status, said } = await run(webhook.settings, '--test');
    expect(said).toContain('arrived. Its number is INC0012345.');
    expect(status).toBe(0);
    expect([...webhook.cases.values()].at(-1)).toMatchObject({ type: 'handover.created', problem: expect.stringContaining('test') });
  });

  it('hears why it has not', async () => {
    webhook.failWith = 401;
    const refused = await run(webhook.settings, '--test');
    expect(refused).toEqual({ status: 1, said: expect.stringMatching(/answered 401.*HANDOVER_WEBHOOK_SECRET/) });
    webhook.failWith = undefined;
    const closed = await run({ ...webhook.settings, HANDOVER_WEBHOOK_URL: 'http://127.0.0.1:9/secret-path' }, '--test');
    expect(closed).toEqual({ status: 1, said: expect.stringContaining('cannot be reached') });
    expect(closed.said).not.toContain('secret-path');
  });

  it('hears what to do where the bot does not know the channel, or where nothing is set', async () => {
    const database = { DATABASE_URL: `sqlite:${newDatabase()}`, HELPDESK_CHANNEL: channel };
    expect(await run(database, '--test')).toEqual({ status: 1, said: expect.stringContaining('cannot be read') });
    const service = await startTestService(database);
    expect(await run(database, '--test')).toEqual({ status: 1, said: expect.stringContaining('Add the bot to that team') });
    await fetch(`http://127.0.0.1:${service.port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'conversationUpdate',
        channelId: 'msteams',
        serviceUrl: connector.address,
        recipient: { id: 'bot' },
        from: { id: 'b' },
        conversation: { id: channel },
      }),
    });
    expect(await run(database, '--test')).toEqual({ status: 0, said: expect.stringContaining('has arrived') });
    expect(connector.sent).toHaveLength(1);
    await service.stop();
    expect((await run({}, '--test')).status).toBe(1);
    expect((await run({})).status).toBe(2);
  });
});
