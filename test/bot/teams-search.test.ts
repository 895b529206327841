/** The search in the box where people write, and buttons that a client executes, over HTTP. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { writeGuides } from '../bench/made-up-guides.ts';
import { cardFaults } from '../support/card-rules.ts';
import { connectOnce } from '../support/connected-service.ts';
import { findButton } from '../support/direct-line-person.ts';
import { recorded } from '../support/recorded.ts';
import { startTestService } from '../support/service.ts';
import { until } from '../support/stand-in-connector.ts';

let ids = 0;
const here = connectOnce({ ACTIVITIES_PER_MINUTE: '0' });

const answer = z.object({
  composeExtension: z.object({
    type: z.string(),
    text: z.string().optional(),
    attachments: z.array(z.object({ content: z.unknown(), preview: z.object({ content: z.object({ title: z.string(), text: z.string() }) }) })).optional(),
  }),
});

async function post(activity: Record<string, unknown>, port = here.service.port): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...activity, id: `invoke-${(ids += 1)}` }),
  });
  return { status: response.status, text: await response.text() };
}

async function find(query: string, change: Record<string, unknown> = {}) {
  const { status, text } = await post({ ...recorded('teams-message-extension', query, here.connector.address), ...change });
  expect(status).toBe(200);
  return answer.parse(JSON.parse(text)).composeExtension;
}

describe('Somebody who searches in the box where they write', () => {
  it('gets cards that can be sent to anybody', async () => {
    const { type, attachments = [] } = await find('86000C2B');
    expect(type).toBe('result');
    expect(attachments[0]?.preview.content.title).toBe('86000C2B');
    for (const { content } of attachments) {
      expect(cardFaults(content)).toEqual([]);
      expect(JSON.stringify(content)).not.toContain('Action.Submit');
    }
  });

  it('gets the guides before typing anything, a page at a time', async () => {
    const first = await find('', { value: { commandId: 'search', parameters: [{ name: 'initialRun', value: 'true' }], queryOptions: { skip: 0, count: 3 } } });
    const second = await find('', { value: { parameters: [{ name: 'query', value: '' }], queryOptions: { skip: 3, count: 3 } } });
    const titles = [first, second].flatMap(({ attachments = [] }) => attachments.map(({ preview }) => preview.content.title));
    expect(new Set(titles).size).toBe(6);
  });

  it('gets first where they were last in this chat', async () => {
    const chat = recorded('teams-message', 'error 86000C2B', here.connector.address);
    await post(chat);
    await until(() => here.connector.sent.length === 1);
    const { attachments = [] } = await find('', { conversation: chat['conversation'] });
    expect(attachments[0]?.preview.content.text).toMatch(/^Step/);
  });

  it('is told when nothing fits', async () => {
    expect(await find('qwxzqwxz')).toMatchObject({ type: 'message', text: expect.stringContaining('Nothing fits') });
  });

  it.each([
    [undefined],
    [null],
    ['x'],
    [{ parameters: 'x' }],
    [{ parameters: [{ name: 'query', value: { deep: 1 } }], queryOptions: { skip: -1, count: 1e9 } }],
  ])('gets the guides when the query is %j', async (value) => expect((await find('', { value })).type).toBe('result'));

  it('begins no case, and nothing is posted', async () => {
    await find('certificate', { conversation: { id: 'a:new', conversationType: 'personal' } });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(here.connector.sent).toEqual([]);
  });

  it('is answered within 200 ms even when there are 400 guides', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stepwise-guides-'));
    writeGuides(folder, 400);
    const large = await startTestService({ KNOWLEDGE_DIR: folder, ACTIVITIES_PER_MINUTE: '0' });
    try {
      const times: number[] = [];
      for (const query of ['r', 're', 'restart', 'restart the', 'my device does not work', '86000C2B', '', 'x'.repeat(3000)]) {
        const began = performance.now();
        expect((await post(recorded('teams-message-extension', query, here.connector.address), large.port)).status).toBe(200);
        times.push(performance.now() - began);
      }
      expect(times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)]).toBeLessThan(200);
      expect(Math.max(...times)).toBeLessThan(2000);
    } finally {
      await large.stop();
      rmSync(folder, { recursive: true });
    }
  });
});

describe('A button that the client executes', () => {
  it('is a tap like any other, and the answer says so', async () => {
    const conversation = { id: 'a:executes', conversationType: 'personal' };
    await post({ ...recorded('teams-message', 'error 86000C2B', here.connector.address), conversation });
    await until(() => here.connector.sent.length === 1);
    const data = findButton(here.connector.sent[0]?.activity, 'Talk to a person');
    const { status, text } = await post({
      ...recorded('teams-card-action', '', here.connector.address),
      conversation,
      value: { action: { type: 'Action.Execute', verb: 'x', data }, trigger: 'manual' },
    });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.activity.message' });
    await until(() => JSON.stringify(here.connector.sent).includes('Problem in their words'));
  });

  it.each([
    ['adaptiveCard/action', { action: { type: 'Action.Execute', data: { theirs: 1 } } }],
    ['adaptiveCard/action', null],
    ['task/fetch', {}],
    ['signin/verifyState', {}],
    [undefined, {}],
  ])('that is not ours is refused (%s)', async (name, value) => {
    expect((await post({ ...recorded('teams-card-action', '', here.connector.address), name, value })).status).toBe(400);
  });

  it('that rates an answer is taken note of with nothing', async () => {
    expect(await post({ ...recorded('teams-card-action', '', here.connector.address), name: 'message/submitAction', value: {} })).toEqual({
      status: 200,
      text: '',
    });
  });
});
