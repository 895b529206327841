/** A person with a real browser: types a symptom, goes to a fix, goes back, reloads in the middle, goes on. */
import { openPageEach } from '../support/browser-page.ts';

const open = openPageEach();

async function type(text: string): Promise<void> {
  const box = open.page.getByRole('textbox').last();
  await box.fill(text);
  await box.press('Enter');
}

/** Taps a button of a card; Web Chat keeps copies of the cards' words for screen readers. */
async function tap(title: string): Promise<void> {
  await open.page.locator(`button.ac-pushButton[title="${title}"]`).last().click();
}

async function seesButton(title: string): Promise<void> {
  await open.page.locator(`button.ac-pushButton[title="${title}"]`).last().waitFor({ state: 'visible', timeout: 15_000 });
}

async function sees(text: string | RegExp): Promise<void> {
  await open.page.locator('.ac-adaptiveCard').getByText(text).last().waitFor({ state: 'visible', timeout: 15_000 });
}

/** Waits until a text stands on the page that often: once a card that was shown. */
async function seesTimes(text: string, times: number): Promise<void> {
  await open.page
    .locator('.ac-adaptiveCard')
    .getByText(text, { exact: true })
    .nth(times - 1)
    .waitFor({ state: 'visible', timeout: 15_000 });
}

/** The name of what has the keyboard. */
async function focused(): Promise<string> {
  return open.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
}

/** Whether the keyboard is on the list of messages; Enter goes into the newest one. */
async function inTranscript(): Promise<boolean> {
  return open.page.evaluate(() => document.activeElement?.matches('.webchat__basic-transcript') ?? false);
}

describe('The self-service page', () => {
  it('leads from the words of the error screen to the setting and its command in at most five taps', async () => {
    await seesButton('My phone does not trust the server');
    await type('outlook error requires that certain security policies 86000C2B');
    await sees('Did this phone get mail from this mailbox before?');
    await tap('No, never');
    await tap('Done, go on');
    await tap('Require encryption on device');
    await tap('No, the rule can go');
    await sees(/Turn off .Require encryption on device./);
    await tap('For the administrator');
    await sees(/Set-ActiveSyncMailboxPolicy -Identity '<policy>' -RequireDeviceEncryption \$false/);
  });

  it('goes back, survives a reload in the middle, and goes on to the end', async () => {
    await seesButton('My phone does not trust the server');
    await type('86000C2B');
    await sees('Did this phone get mail from this mailbox before?');
    await tap('Yes, then it stopped');
    await sees('Sync once more by hand');
    await tap('Back');
    await seesTimes('Did this phone get mail from this mailbox before?', 2);
    await open.page.reload();
    await seesTimes('Did this phone get mail from this mailbox before?', 2);
    await tap('Yes, then it stopped');
    await seesTimes('Sync once more by hand', 2);
    await tap('That fixed it');
    await seesButton('It was easy');
    await tap('It was easy');
    await sees('Thank you.');
  });

  it('starts over with an empty conversation', async () => {
    await seesButton('My phone does not trust the server');
    await type('86000C2B');
    await sees('Did this phone get mail from this mailbox before?');
    await open.page.locator('#start-over').click();
    await open.page.locator('.ac-adaptiveCard').getByText('Did this phone get mail from this mailbox before?', { exact: true }).waitFor({ state: 'detached' });
    await seesButton('My phone does not trust the server');
  });

  it('works by keyboard alone', async () => {
    await seesButton('My phone does not trust the server');
    await open.page.keyboard.press('Tab');
    expect(await open.page.evaluate(() => document.activeElement?.textContent)).toContain('Skip to the conversation');
    await open.page.getByRole('textbox').last().focus();
    await open.page.keyboard.type('86000C2B');
    await open.page.keyboard.press('Enter');
    await sees('Did this phone get mail from this mailbox before?');
    for (let tabs = 0; tabs < 12 && !(await inTranscript()); tabs += 1) await open.page.keyboard.press('Shift+Tab');
    await open.page.keyboard.press('Enter');
    for (let tabs = 0; tabs < 12 && (await focused()) !== 'No, never'; tabs += 1) await open.page.keyboard.press('Tab');
    expect(await focused()).toBe('No, never');
    await open.page.keyboard.press('Enter');
    await sees('Compare the policy with the twelve settings');
  });

  it('takes a file and keeps its name for the summary', async () => {
    await seesButton('My phone does not trust the server');
    await open.page.locator('input[type=file]').setInputFiles({ name: 'EASMailboxLog.txt', mimeType: 'text/plain', buffer: Buffer.from('a log') });
    await open.page.getByRole('button', { name: 'Send' }).last().click();
    await sees(/EASMailboxLog\.txt/);
    await type('person');
    await sees(/Files: EASMailboxLog\.txt/);
  });

  it('shows a typed script as text', async () => {
    await seesButton('My phone does not trust the server');
    await type('<img src=x onerror=alert(1)> **bold** [link](https://evil.example) 86000C2B');
    await sees('Did this phone get mail from this mailbox before?');
    await tap('Talk to a person');
    await sees(/Problem in their words: <img src=x onerror=alert\(1\)> \*\*bold\*\* \[link\]/);
    expect(await open.page.locator('a[href*="evil.example"], img[src="x"]').count()).toBe(0);
  });

  it('shows the name of a file as text, whatever it says', async () => {
    await seesButton('My phone does not trust the server');
    await open.page.evaluate(async () => {
      const json = { 'content-type': 'application/json' };
      const session = await fetch('/web-chat/session', { method: 'POST', headers: json, body: '{}' });
      const { token, conversationId } = (await session.json()) as { token: string; conversationId: string };
      const name = '**bold** <b>b [link](mailto:a@evil.example) www.evil.example';
      const attachments = [{ contentType: 'text/plain', name, contentUrl: 'https://other.example/file' }];
      const headers = { ...json, authorization: `Bearer ${token}` };
      await fetch(`/v3/directline/conversations/${conversationId}/activities`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ type: 'message', attachments }),
      });
    });
    await sees('**bold** <b>b [link](mailto:a@evil.example) www.evil.example');
    expect(await open.page.locator('.ac-adaptiveCard').locator('a[href*="evil.example"], strong, b').count()).toBe(0);
  });
});
