/** A person and an agent, each with a real browser: stuck, a code read out, three steps opened for the person, one tapped by them, solved, notes. */
import type { Browser, Page } from 'playwright-core';
import { type AgentService, startAgentService } from '../support/agents.ts';
import { launchChromium } from '../support/chromium.ts';

jest.setTimeout(120_000);
// A busy machine can stall a browser; a fault of ours fails twice.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

let browser: Browser;
let helpdesk: AgentService;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  helpdesk = await startAgentService();
});
afterEach(() => helpdesk.service.stop());

async function open(link?: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 390, height: 780 } })).newPage();
  if (link !== undefined) await page.goto(link);
  await page.goto(`http://127.0.0.1:${helpdesk.service.port}/`);
  await button(page, 'My phone does not trust the server').waitFor({ state: 'visible', timeout: 30_000 });
  return page;
}

const button = (page: Page, title: string) => page.locator(`button.ac-pushButton[title="${title}"]`).last();

async function type(page: Page, text: string): Promise<void> {
  const box = page.getByRole('textbox').last();
  await box.fill(text);
  await box.press('Enter');
}

async function tap(page: Page, title: string): Promise<void> {
  await button(page, title).waitFor({ state: 'visible', timeout: 15_000 });
  await button(page, title).click();
}

async function sees(page: Page, text: string | RegExp): Promise<void> {
  await page.locator('.ac-adaptiveCard').getByText(text).last().waitFor({ state: 'visible', timeout: 15_000 });
}

describe('A person who is stuck, and an agent with the code', () => {
  it('get through it together, and the agent has the notes for the ticket', async () => {
    const person = await open();
    await type(person, '86000C2B');
    await sees(person, 'Did this phone get mail from this mailbox before?');
    await type(person, 'my code');
    await sees(person, /Tell this code to your helpdesk/);
    const card = await person
      .locator('.ac-adaptiveCard')
      .getByText(/[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]/)
      .last()
      .textContent();
    const code = /[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]/.exec(card ?? '')?.[0] ?? '';

    const agent = await open(helpdesk.link);
    await button(agent, 'New caller').waitFor({ state: 'visible', timeout: 15_000 });
    await type(agent, code.toLowerCase());
    await sees(agent, `You share case ${code}`);
    await sees(person, /Your helpdesk is helping you with this/);

    for (const [answer, next] of [
      ['No, never', 'Compare the policy with the twelve settings'],
      ['Done, go on', 'Which of your settings is not on the list?'],
      ['Require encryption on device', undefined],
    ] as const) {
      await tap(agent, answer);
      if (next !== undefined) await button(person, 'Stop sharing').waitFor({ state: 'visible', timeout: 15_000 });
      await sees(person, /Your helpdesk opened this for you/);
    }
    await tap(person, 'No, the rule can go');
    await sees(person, /Turn off .Require encryption on device./);
    await sees(agent, /Turn off .Require encryption on device./);
    await sees(agent, 'The person went on.');
    await type(agent, 'note: the rule was a leftover');
    await sees(agent, /I keep that with the case/);
    await type(person, 'it works now');
    await button(person, 'It was easy').waitFor({ state: 'visible', timeout: 15_000 });
    await tap(agent, 'Notes for the ticket');
    await tap(agent, 'As plain text');
    await sees(agent, new RegExp(`Case ${code}`));
    await sees(agent, /the rule was a leftover/);
    await tap(agent, 'Let go');
    await sees(person, /has let go of this case/);
    for (const page of [person, agent]) await page.context().close();
  });
});
