/** A person with a real browser drops a large log into the page, sees what is wrong, and goes on from there. */
import { availableParallelism, loadavg } from 'node:os';
import { openPageEach } from '../support/browser-page.ts';
import { droppedText } from '../support/dropped.ts';

const open = openPageEach();
beforeEach(() => button('My phone does not trust the server').waitFor({ timeout: 30_000 }));

function button(title: string | RegExp) {
  const buttons = open.page.locator('button.ac-pushButton');
  return (typeof title === 'string' ? open.page.locator(`button.ac-pushButton[title="${title}"]`) : buttons.filter({ hasText: title })).last();
}

function card(text: string | RegExp) {
  return open.page.locator('.ac-adaptiveCard').getByText(text).last();
}

/** Drops a file of that size on the page; made there, since it is too large to be sent over. */
async function drop(name: string, part: string, megabytes: number): Promise<void> {
  const left = await open.page.evaluate(
    ([called, text, size]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text.repeat(Math.ceil((size * 1024 * 1024) / text.length))], called, { type: 'text/plain' }));
      const target = document.querySelector('#web-chat') ?? document.body;
      // The browser opens the file by itself where nobody says otherwise.
      return ['dragover', 'drop'].filter((type) => target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })));
    },
    [name, part, megabytes] as const,
  );
  expect(left).toEqual([]);
}

const log = droppedText('eas-log/2010-policy-refused-by-phone.txt');

describe('A mailbox log of 20 MB', () => {
  it('that is dropped in says what is wrong with its line within seconds, leads to the step and back, and stands in the summary', async () => {
    await drop('EASMailboxLog.txt', log, 20);
    await open.page.getByRole('button', { name: 'Send' }).last().click();
    const began = performance.now();
    await card('I found what is wrong').waitFor({ timeout: 30_000 });
    const seconds = (performance.now() - began) / 1000;
    if (loadavg()[0]! < availableParallelism()) expect(seconds).toBeLessThan(15);
    await card(/RequireDeviceEncryption/).waitFor();
    await card(/^Line \d+$/).waitFor();
    await button(/^Go to: /).click();
    await button('Back').waitFor();
    const cards = await open.page.locator('.ac-adaptiveCard').count();
    await button('Back').click();
    await open.page.locator('.ac-adaptiveCard').nth(cards).waitFor({ timeout: 15_000 });
    await button('Read it').waitFor();
    await button('Talk to a person').click();
    await card(/In EASMailboxLog\.txt: /).waitFor({ timeout: 15_000 });
  });

  it('shows as a file by its name, without a link that leads nowhere or a broken picture', async () => {
    await drop('EASMailboxLog.txt', log, 0.01);
    await open.page.getByRole('button', { name: 'Send' }).last().click();
    await card('I found what is wrong').waitFor({ timeout: 15_000 });
    const shown = async () => ({
      names: await open.page.locator('.webchat__fileContent, [class*="fileContent"]').getByText('EASMailboxLog.txt').count(),
      links: await open.page
        .locator('a[href]')
        .evaluateAll((all) => all.map((one) => one.getAttribute('href')).filter((href) => /undefined|null|^$|uploads/.test(href ?? ''))),
      pictures: await open.page
        .locator('img')
        .evaluateAll((all) => all.filter((one) => one instanceof HTMLImageElement && one.complete && one.naturalWidth === 0).length),
    });
    expect(await shown()).toEqual({ names: expect.any(Number), links: [], pictures: 0 });
    expect((await shown()).names).toBeGreaterThan(0);
    await open.page.reload();
    await card('I found what is wrong').waitFor({ timeout: 30_000 });
    expect(await shown()).toEqual({ names: expect.any(Number), links: [], pictures: 0 });
    expect((await shown()).names).toBeGreaterThan(0);
  });

  it('that is larger than a file may be is told so at once, and nothing is sent', async () => {
    const sent: string[] = [];
    open.page.on('request', (request) => void (request.url().includes('/upload') && sent.push(request.url())));
    await drop('EASMailboxLog.txt', log, 51);
    await open.page.getByText(/This is too large: at most 50 MB\. .* zip file\./).waitFor({ timeout: 15_000 });
    await drop('EASMailboxLog.txt', log, 0.01);
    await open.page.getByRole('button', { name: 'Send' }).last().click();
    await card('I found what is wrong').waitFor({ timeout: 15_000 });
    expect(sent).toHaveLength(1);
    expect(await open.page.getByText(/This is too large/).isVisible()).toBe(false);
  });
});
