/** One living card a step on our own page, and texts to copy, in a real browser. */
import { openPageEach } from '../support/browser-page.ts';

const question = 'Did this phone get mail from this mailbox before?';
const open = openPageEach();

/** Once more, with the scripts that a test has put before the page's own. */
async function opened(): Promise<void> {
  await open.page.goto(open.address);
  await button('My phone does not trust the server').waitFor({ state: 'visible', timeout: 30_000 });
}

const button = (title: string) => open.page.locator(`button.ac-pushButton[title="${title}"]`).last();
const texts = (text: string) => open.page.locator('.ac-adaptiveCard').getByText(text, { exact: true });

async function type(text: string): Promise<void> {
  const box = open.page.getByRole('textbox').last();
  await box.fill(text);
  await box.press('Enter');
}

/** Every button that can be tapped, also those of old cards. */
function buttons(): Promise<string[]> {
  return open.page.locator('button.ac-pushButton').evaluateAll((all) => all.map((one) => one.getAttribute('title') ?? ''));
}

async function toCommand(): Promise<void> {
  await opened();
  await type('86000C2B');
  for (const title of ['No, never', 'Done, go on', 'Require encryption on device', 'No, the rule can go', 'For the administrator']) await button(title).click();
}

describe('The page has one living card', () => {
  it('and what was answered shrinks to its title and the answer, after a reload too', async () => {
    await opened();
    await type('86000C2B');
    await button('No, never').click();
    await button('Done, go on').waitFor();
    await texts('You answered: No, never').waitFor();
    expect(await buttons()).not.toContain('No, never');
    expect(await texts('It goes on below.').count()).toBe(1);
    const before = await buttons();

    await open.page.reload();
    await button('Done, go on').waitFor();
    await texts('You answered: No, never').waitFor();
    expect(await buttons()).toEqual(before);
    await button('Back').click();
    await button('No, never').waitFor();
    await texts('You chose: Back').waitFor();
    expect(await texts(question).count()).toBe(2);
    expect(await buttons()).not.toContain('Done, go on');
  });

  it('but what only helps beside it leaves it alone', async () => {
    await opened();
    await type('86000C2B');
    await button('No, never').waitFor();
    await type('help');
    await button('Continue').waitFor();
    expect(await buttons()).toContain('No, never');
    await button('Continue').click();
    await texts(question).nth(1).waitFor();
    await button('Continue').waitFor({ state: 'detached' });
    expect((await buttons()).filter((title) => title === 'No, never')).toHaveLength(1);
  });

  it('and what was said beside it stays to be read when the conversation has moved on, without its button', async () => {
    await opened();
    await type('86000C2B');
    await button('No, never').waitFor();
    await type('my code');
    await button('Continue').waitFor();
    await button('No, never').click();
    await button('Done, go on').waitFor();
    await button('Continue').waitFor({ state: 'detached' });
    expect(await open.page.locator('.ac-adaptiveCard').getByText('Tell this code to your helpdesk').count()).toBe(1);
  });

  it('and forgets nothing that was asked for: a summary stays when the conversation goes on beside it', async () => {
    await opened();
    await type('86000C2B');
    await button('Talk to a person').click();
    await texts('Summary for the ticket').waitFor();
    await type('my code');
    await open.page
      .getByText(/Tell this code/)
      .nth(1)
      .waitFor();
    expect(await texts('Summary for the ticket').count()).toBe(1);
  });

  it('to which the keyboard is led, but not from the box where somebody types', async () => {
    await opened();
    await type('86000C2B');
    await button('No, never').waitFor();
    await texts('It goes on below.').waitFor();
    expect(await open.page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await button('No, never').focus();
    await open.page.keyboard.press('Enter');
    await button('Done, go on').waitFor();
    await open.page.waitForFunction(() => document.activeElement?.matches('.ac-adaptiveCard') === true);
    await open.page.waitForFunction(() => document.activeElement?.querySelector('button[title="Done, go on"]') !== null);
    for (let tabs = 0; tabs < 12 && (await open.page.evaluate(() => document.activeElement?.getAttribute('title'))) !== 'Done, go on'; tabs += 1) {
      await open.page.keyboard.press('Tab');
    }
    await open.page.keyboard.press('Enter');
    await button('Require encryption on device').waitFor();
  });

  it('whose first line is in sight however long it is', async () => {
    await toCommand();
    await button('Talk to a person').click();
    const first = open.page.getByText('A security policy stops the phone · Step 6', { exact: true }).last();
    await first.waitFor();
    await open.page.waitForTimeout(600);
    const [line, list] = await Promise.all([first.boundingBox(), open.page.locator('.webchat__basic-transcript__scrollable').boundingBox()]);
    expect(line?.y).toBeGreaterThanOrEqual(list?.y ?? Number.POSITIVE_INFINITY);
    expect(line?.y).toBeLessThan((list?.y ?? 0) + 60);
  });
});

describe('Copy', () => {
  const copied = "Set-ActiveSyncMailboxPolicy -Identity '<policy>' -RequireDeviceEncryption $false";

  it('puts a command on the clipboard and says so, and asks nothing of the bot', async () => {
    await open.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await toCommand();
    let posts = 0;
    open.page.on('request', (request) => (posts += request.method() === 'POST' ? 1 : 0));
    await open.page.locator('button.ac-pushButton[title="Copy"]').first().click();
    await open.page.getByRole('status').filter({ hasText: 'Copied' }).waitFor({ state: 'attached' });
    expect(await open.page.evaluate(() => navigator.clipboard.readText())).toBe(copied);
    expect(posts).toBe(0);
  });

  it('takes the older way where the clipboard is refused, and keeps the keyboard where it was', async () => {
    await open.page.addInitScript(() => {
      Object.defineProperty(navigator.clipboard, 'writeText', { value: () => Promise.reject(new Error('refused')) });
      document.execCommand = (command: string) => {
        document.body.dataset['copied'] = command === 'copy' ? (document.activeElement as HTMLTextAreaElement).value : '';
        return true;
      };
    });
    await toCommand();
    await open.page.locator('button.ac-pushButton[title="Copy"]').first().click();
    await open.page.getByRole('status').filter({ hasText: 'Copied' }).waitFor({ state: 'attached' });
    expect(await open.page.evaluate(() => document.body.dataset['copied'])).toBe(copied);
    expect(await open.page.evaluate(() => document.activeElement?.getAttribute('title'))).toBe('Copy');
  });

  it('is not offered where it cannot work', async () => {
    await open.page.addInitScript(() => {
      delete (Navigator.prototype as { clipboard?: unknown }).clipboard;
      document.queryCommandSupported = () => false;
    });
    await toCommand();
    await texts('Stop asking phones for encryption').waitFor();
    expect(await buttons()).not.toContain('Copy');
  });
});
