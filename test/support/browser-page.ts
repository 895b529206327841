/** The self-service page in a real browser, anew for each test of one file. */
import type { Browser, Page } from 'playwright-core';
import type { Service } from '../../bot/service.ts';
import { launchChromium } from './chromium.ts';
import { startTestService } from './service.ts';

interface OpenPage {
  readonly page: Page;
  readonly address: string;
}

/** Opens one before each test. After each, nothing may have come from elsewhere, and no script may have failed. */
export function openPageEach(): OpenPage {
  jest.setTimeout(120_000);
  // A busy machine can stall a browser; a fault of ours fails twice.
  jest.retryTimes(1, { logErrorsBeforeRetry: true });
  const [foreign, problems]: [string[], string[]] = [[], []];
  const running: { browser?: Browser; service?: Service; page?: Page } = {};
  const open = {
    get page() {
      if (running.page === undefined) throw new Error('The page is open during tests only.');
      return running.page;
    },
    get address() {
      return `http://127.0.0.1:${running.service?.port}/`;
    },
  };
  beforeAll(async () => {
    running.browser = await launchChromium();
    running.service = await startTestService();
  });
  afterAll(async () => {
    await running.browser?.close();
    await running.service?.stop();
  });
  beforeEach(async () => {
    foreign.length = 0;
    problems.length = 0;
    running.page = await (await running.browser!.newContext({ viewport: { width: 390, height: 780 } })).newPage();
    running.page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(open.address)) foreign.push(request.url());
    });
    running.page.on('pageerror', (error) => problems.push(error.message));
    await running.page.goto(open.address);
  });
  afterEach(async () => {
    expect(foreign).toEqual([]);
    expect(problems).toEqual([]);
    await open.page.context().close();
  });
  return open;
}
