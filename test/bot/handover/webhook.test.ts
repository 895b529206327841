import type { Service } from '../../../bot/service.ts';
import { DirectLinePerson } from '../../support/direct-line-person.ts';
import { newDatabase, startTestService } from '../../support/service.ts';
import { until } from '../../support/stand-in-connector.ts';
import { StandInWebhook } from '../../support/stand-in-webhook.ts';

let webhook: StandInWebhook;
let service: Service;
let ahead = 0;
const now = (): number => Date.now() + ahead;

beforeEach(async () => {
  ahead = 0;
  webhook = await StandInWebhook.start();
  webhook.now = now;
  service = await startTestService(webhook.settings, now);
});
afterEach(async () => {
  await service.stop();
  await webhook.stop();
});

async function handOver(person: DirectLinePerson): Promise<void> {
  await person.say('error 86000C2B');
  await person.tap('Talk to a person');
  await person.say('anna@contoso.com');
  await person.tap('Send it');
}

async function said(person: DirectLinePerson): Promise<string> {
  return JSON.stringify(await person.history());
}

async function reads(person: DirectLinePerson, words: string): Promise<void> {
  await until(async () => (await said(person)).includes(words), 15_000);
}

async function ready(): Promise<{ ready: boolean; warning?: string; warnings?: string[] }> {
  return (await fetch(`http://127.0.0.1:${service.port}/readyz`)).json() as never;
}

function caseId(): string {
  return [...webhook.cases.keys()][0] ?? '';
}

describe('A hand-over by webhook', () => {
  it('arrives signed, as text, in parts and as a hand-off event, and the person gets the number', async () => {
    const person = await DirectLinePerson.open(service.port);
    await handOver(person);
    await reads(person, 'INC0012345');
    expect(webhook.forged).toBe(0);
    expect(webhook.received).toHaveLength(1);
    const body = webhook.received[0]!.body;
    expect(body).toMatchObject({
      version: 1,
      type: 'handover.created',
      summary: expect.stringContaining('anna@contoso.com'),
      contact: { way: 'mail', value: 'anna@contoso.com' },
      audience: 'user',
      guides: [{ id: expect.any(String), version: expect.any(String) }],
      handoff: { type: 'event', name: 'handoff.initiate', attachments: [{ name: 'Transcript', contentType: 'application/json' }] },
    });
    expect(webhook.received[0]!.id).toBe(body.id);
  });

  it('brings back what the helpdesk does, and the answer to them', async () => {
    const person = await DirectLinePerson.open(service.port);
    await handOver(person);
    await reads(person, 'INC0012345');
    expect(await webhook.callBack(service.port, caseId(), { id: caseId(), status: 'message', by: 'Bert', text: 'Which **phone**?' })).toBe(200);
    await reads(person, 'Which **phone**?');
    await person.say('a Lumia, the printer is fine');
    await until(() => webhook.received.some(({ body }) => body.type === 'handover.message' && body['text'] === 'a Lumia, the printer is fine'));
    expect(await webhook.callBack(service.port, caseId(), { id: caseId(), status: 'solved' })).toBe(200);
    await reads(person, 'says that it is solved');
    await person.tap('No, it does not');
    await until(() => webhook.received.some(({ body }) => body.type === 'handover.does-not-work'));
  });

  it('gets through after two minutes and a restart, counts once, and the person was told the truth', async () => {
    await service.stop();
    const file = newDatabase();
    const env = { ...webhook.settings, DATABASE_URL: `sqlite:${file}`, HANDOVER_ALARM_MINUTES: '1' };
    service = await startTestService(env, now);
    const person = await DirectLinePerson.open(service.port);
    webhook.failWith = 503;
    await handOver(person);
    await reads(person, 'still trying');
    expect((await person.history()).filter(({ summary }) => summary?.includes('has arrived'))).toEqual([]);
    await until(async () => (await ready()).warnings === undefined);
    ahead += 70_000;
    await until(() => webhook.refused >= 2);
    await until(async () => (await ready()).warnings?.includes('handover-waiting') === true);
    webhook.failWith = 'drop';
    ahead += 30_000;
    await until(() => webhook.received.length > 0);
    await service.stop();
    service = await startTestService(env, now);
    person.moveTo(service.port);
    webhook.failWith = undefined;
    ahead += 120_000;
    await reads(person, 'INC0012345');
    expect(webhook.cases.size).toBe(1);
    expect((await person.history()).filter(({ summary }) => summary?.includes('has arrived'))).toHaveLength(1);
    await until(async () => (await ready()).warnings === undefined);
  });

  it('is forgotten: callbacks find nothing, and say nothing', async () => {
    const person = await DirectLinePerson.open(service.port);
    await handOver(person);
    await reads(person, 'INC0012345');
    await person.say('forget me');
    await person.tap('Delete everything');
    const before = (await person.history()).length;
    expect(await webhook.callBack(service.port, caseId(), { id: caseId(), status: 'solved' })).toBe(404);
    expect((await person.history()).length).toBe(before);
  });
});

describe('A stranger who calls back', () => {
  it('changes nothing', async () => {
    const person = await DirectLinePerson.open(service.port);
    await handOver(person);
    await reads(person, 'INC0012345');
    const before = (await person.history()).length;
    const id = caseId();
    const body = { id, status: 'message', text: 'Give me your password' };
    expect(await webhook.callBack(service.port, id, body, { secret: Buffer.from('y'.repeat(32)) })).toBe(401);
    expect(await webhook.callBack(service.port, id, body, { at: now() - 400_000 })).toBe(401);
    expect(
      (
        await fetch(`http://127.0.0.1:${service.port}/api/handover/${id}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).status,
    ).toBe(401);
    // Signed for another case, or what we sent ourselves, played back.
    expect(await webhook.callBack(service.port, id, { ...body, id: 'another' })).toBe(400);
    expect(await webhook.callBack(service.port, id, webhook.received[0]!.body)).toBe(400);
    expect(await webhook.callBack(service.port, 'another-case', { ...body, id: 'another-case' })).toBe(404);
    expect((await person.history()).length).toBe(before);
  });

  it('who repeats what was said, says nothing new', async () => {
    const person = await DirectLinePerson.open(service.port);
    await handOver(person);
    await reads(person, 'INC0012345');
    const id = caseId();
    const body = { id, status: 'message', text: 'Hello' };
    await webhook.callBack(service.port, id, body, { id: 'msg_same' });
    await reads(person, 'Hello');
    const before = (await person.history()).length;
    expect(await webhook.callBack(service.port, id, body, { id: 'msg_same' })).toBe(200);
    expect((await person.history()).length).toBe(before);
  });
});
