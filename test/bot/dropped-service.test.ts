/** Files and pastes at the running program: what is said, what is left behind, and who gets at what is kept. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Activity } from 'botbuilder';
import { droppedBytes, droppedText } from '../support/dropped.ts';
import { recorded } from '../support/recorded.ts';
import { noLimits, ServiceProcess } from '../support/service-process.ts';
import { findButton } from '../support/direct-line-person.ts';
import { StandInConnector, until } from '../support/stand-in-connector.ts';

jest.setTimeout(60_000);

let service: ServiceProcess;
beforeAll(async () => {
  service = await ServiceProcess.start({ ...noLimits, LOG_LEVEL: 'trace' });
});
afterAll(() => service.stop());

/** What belongs to people, put into everything that is dropped in here. */
const planted = [
  'planted.owner@contoso.com',
  'PLANTEDDEVICE0042',
  'Planted-Password-1',
  'cGxhbnRlZDpzZWNyZXQx',
  'plantedcookie77',
  'C0FFEE0042',
  'kim.lee',
  'A0B1C2D3E4F5061728394A5B6C7D8E9F',
  'anna@contoso.com',
] as const;
const secrets = `Authorization: Basic cGxhbnRlZDpzZWNyZXQx
Cookie: cadata=plantedcookie77
X-Owner: planted.owner@contoso.com
X-MS-DeviceId: DeviceId=PLANTEDDEVICE0042
X-Note: password=Planted-Password-1
`;
const mailboxLog = droppedText('eas-log/2010-policy-refused-by-phone.txt').replaceAll('Authorization: ********\n', secrets);
const notice = `${droppedText('notice/en-2010-quarantined-global.txt')}\nDevice owner: planted.owner@contoso.com\nAdminPassword = Planted-Password-1\n`;

/** Those of them that the database (with its log of changes) or the program's own log holds. */
function leftBehind(): string[] {
  const files = [service.database, `${service.database}-wal`].filter((file) => existsSync(file));
  const all = [...files.map((file) => readFileSync(file, 'latin1')), service.output, service.errors].join('\n').toLowerCase();
  return planted.filter((secret) => all.includes(secret.toLowerCase()));
}

class Person {
  readonly conversation: string;
  readonly auth: { readonly authorization: string };

  private constructor(conversation: string, token: string) {
    this.conversation = conversation;
    this.auth = { authorization: `Bearer ${token}` };
  }

  static async open(): Promise<Person> {
    const response = await fetch(`${service.origin}/v3/directline/conversations`, { method: 'POST' });
    const { conversationId, token } = (await response.json()) as { conversationId: string; token: string };
    return new Person(conversationId, token);
  }

  get path(): string {
    return `${service.origin}/v3/directline/conversations/${this.conversation}`;
  }

  async upload(name: string, text: string | Uint8Array<ArrayBuffer>, words?: string): Promise<number> {
    const form = new FormData();
    if (words !== undefined)
      form.append('activity', new Blob([JSON.stringify({ type: 'message', text: words })], { type: 'application/vnd.microsoft.activity' }), 'blob');
    form.append('file', new Blob([text], { type: 'text/plain' }), name);
    const response = await fetch(`${this.path}/upload`, { method: 'POST', headers: this.auth, body: form });
    await response.text();
    return response.status;
  }

  async post(activity: object): Promise<void> {
    const headers = { ...this.auth, 'content-type': 'application/json' };
    const response = await fetch(`${this.path}/activities`, { method: 'POST', headers, body: JSON.stringify({ type: 'message', ...activity }) });
    expect([response.status, await response.text()]).toEqual([200, expect.anything()]);
  }

  async history(): Promise<Activity[]> {
    const response = await fetch(`${this.path}/activities`, { headers: this.auth });
    return ((await response.json()) as { activities: Activity[] }).activities;
  }

  async last(): Promise<string> {
    return JSON.stringify((await this.history()).at(-1));
  }

  /** Taps the newest button of that title. */
  async tap(title: string | RegExp, fields: object = {}): Promise<void> {
    const cards = (await this.history()).toReversed();
    const name = typeof title === 'string' ? title : title.exec(JSON.stringify(cards))?.[0];
    const value = cards.map((activity) => findButton(activity, name ?? '')).find((one) => one !== undefined);
    expect([title, value]).toEqual([title, expect.anything()]);
    await this.post({ value: { ...(value as object), ...fields } });
  }
}

/** The name of the button that follows what was found. */
const wayOn = /(?<="title":")[^"]+(?=",(?:"tooltip":"[^"]*",)?"data":\{"stepwise":1,"stamp":\{[^}]*\},"action":\{"do":"follow")/;

describe('On our own channel', () => {
  it('a mailbox log is read, and leaves nothing of whose it is', async () => {
    const person = await Person.open();
    expect(await person.upload('EASMailboxLog.txt', mailboxLog, 'here it is')).toBe(200);
    expect(await person.last()).toMatch(/I found what is wrong.*RequireDeviceEncryption/s);
    await person.tap(wayOn);
    await person.tap('Talk to a person');
    expect(await person.last()).toContain('EASMailboxLog.txt');
    expect(leftBehind()).toEqual([]);
    const arrival = (await person.history()).find((one) => one.text === 'here it is');
    expect(arrival?.attachments).toEqual([{ contentType: 'application/octet-stream', name: 'EASMailboxLog.txt' }]);
  });

  it('a pasted mail is kept without whose it is, also in the person’s own history', async () => {
    const person = await Person.open();
    await person.post({ text: notice });
    expect(await person.last()).toContain('I found what is wrong');
    const own = (await person.history()).find((one) => one.text !== undefined && one.from.role === 'user');
    expect(own?.text).toContain('Device access state: Quarantined');
    expect(own?.text).toContain('[device id]');
    expect(leftBehind()).toEqual([]);
  });

  it('so is what is pasted into a card', async () => {
    const person = await Person.open();
    await person.post({ text: notice });
    await person.tap(wayOn);
    await person.post({ text: 'back' });
    await person.tap('Read it', { code: notice });
    expect(await person.last()).toContain('I found what is wrong');
    expect(leftBehind()).toEqual([]);
  });

  it('a problem in plain words is handed over without password and address, and stands as typed only where it was typed', async () => {
    const person = await Person.open();
    await person.post({ text: 'error 86000C2B for typed.owner@contoso.com, password: Typed-Password-2' });
    await person.post({ text: 'person' });
    expect(await person.last()).toContain('error 86000C2B for [mail address], password: [password]');
    const database = readFileSync(`${service.database}-wal`, 'latin1') + readFileSync(service.database, 'latin1');
    expect(database).toContain('"text":"error 86000C2B for typed.owner@contoso.com');
    expect(database).not.toMatch(/"symptom":"[^"]*typed\.owner/);
    expect(service.output).not.toContain('typed.owner');
  });

  it('after the hand-over a file is not kept where nobody was asked, and the person is told', async () => {
    const person = await Person.open();
    await person.post({ text: 'person' });
    expect(await person.upload('log.txt', '2011-03-04 10:11:12 svc[12]: not agreed to be kept\n'.repeat(3))).toBe(200);
    expect(await person.last()).toContain('I keep no copy of your file');
    expect((await person.history()).flatMap((one) => one.attachments ?? []).some((one) => one.contentUrl !== undefined)).toBe(false);
    for (const file of [service.database, `${service.database}-wal`]) expect(readFileSync(file, 'latin1')).not.toContain('not agreed to be kept');
  });

  it('a saved page of the connectivity test, and a certificate in binary form, are read', async () => {
    const person = await Person.open();
    expect(await person.upload('result.html', droppedBytes('rca-result/folder-451.html'))).toBe(200);
    expect(await person.last()).toContain('The phone was sent to another Client Access server');
    expect(await person.upload('server.cer', droppedBytes('certificate/self-signed-alone.der'))).toBe(200);
    expect(await person.last()).toContain('is self-signed');
  });

  it('an error screen in a text file leads where the same words lead when they are pasted, and leaves nothing of whose it is', async () => {
    const screen = 'We’re having a problem with the certificate for contoso.\nIt is not trusted.\nplanted.owner@contoso.com\nclose\n';
    const byFile = await Person.open();
    expect(await byFile.upload('error.txt', Buffer.from(screen, 'utf16le'))).toBe(200);
    const said = (await byFile.history()).map((one) => JSON.stringify(one));
    expect(said.at(-2)).toMatch(/I read this file.*Line 1.*problem with the certificate/);
    const byPaste = await Person.open();
    await byPaste.post({ text: screen.replace('planted.owner@contoso.com', '') });
    const [first, second] = [await byFile.last(), await byPaste.last()].map((one) => /"node":"([^"-]+-[^"]+)"/.exec(one)?.[1]);
    expect([first, second]).toEqual([expect.stringContaining('/'), first]);
    expect(leftBehind()).toEqual([]);
  });

  it('before the hand-over it is not', async () => {
    const person = await Person.open();
    await person.upload('log.txt', 'never to be kept anywhere\n');
    expect(await person.last()).not.toContain('so I keep your file');
    expect(readFileSync(service.database, 'latin1')).not.toContain('never to be kept anywhere');
    expect(readFileSync(`${service.database}-wal`, 'latin1')).not.toContain('never to be kept anywhere');
  });

  it('a packed file that is damaged, and a picture, are told apart', async () => {
    const person = await Person.open();
    await person.upload('log.zip', 'PK\u0003\u0004 nothing of a zip');
    expect(await person.last()).toContain('This packed file is damaged');
    await person.upload('screen.gif', 'GIF89a and more');
    expect(await person.last()).toContain('I cannot read pictures');
  });
});

describe('Many uploads', () => {
  /** Begins an upload and ends the connection in the middle of the file. */
  function cut(person: Person): Promise<void> {
    return new Promise((resolve) => {
      const socket = connect(service.port, '127.0.0.1', () => {
        const head = `POST ${new URL(`${person.path}/upload`).pathname} HTTP/1.1\r\nHost: x\r\nAuthorization: ${person.auth.authorization}\r\n`;
        socket.write(`${head}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000\r\n\r\n`);
        socket.write(`--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n${'a line\n'.repeat(9000)}`);
        setTimeout(() => socket.destroy(), 300);
      });
      socket.on('error', () => undefined).on('close', () => resolve());
    });
  }

  it('that are cut off in the middle hold up nobody, and leave no thread', async () => {
    const person = await Person.open();
    const threads = (): number => Number(/^Threads:\s+(\d+)/m.exec(readFileSync(`/proc/${service.pid}/status`, 'utf8'))?.[1]);
    await person.upload('EASMailboxLog.txt', mailboxLog);
    await until(() => threads() > 0);
    const before = threads();
    await Promise.all(Array.from({ length: 12 }, () => cut(person)));
    const began = performance.now();
    expect(await person.upload('EASMailboxLog.txt', mailboxLog)).toBe(200);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(await person.last()).toContain('I found what is wrong');
    await until(() => threads() <= before, 10_000);
  });

  it('twenty at once are all answered', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => Person.open()));
    expect(await Promise.all(people.map((one) => one.upload('EASMailboxLog.txt', mailboxLog.repeat(20))))).toEqual(people.map(() => 200));
    for (const person of people) expect(await person.last()).toContain('I found what is wrong');
    expect(leftBehind()).toEqual([]);
    expect(service.errors).toBe('');
  });
});

describe('Over a connector', () => {
  let connector: StandInConnector;
  let files: Server;
  beforeAll(async () => {
    connector = await StandInConnector.start();
    files = createServer(({ url }, response) =>
      response.end(url?.startsWith('/words') === true ? 'My phone says error 86000C2B, it worked last week' : mailboxLog),
    );
    await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await connector.stop();
    await new Promise((resolve) => files.close(resolve));
  });

  async function post(activity: object): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(`${service.origin}/api/messages`, { method: 'POST', headers, body: JSON.stringify(activity) })).status).toBe(200);
  }

  it('a file of Teams is fetched, read, answered, and leaves nothing of whose it is', async () => {
    const downloadUrl = `http://127.0.0.1:${(files.address() as AddressInfo).port}/download?tempauth=x`;
    const contentType = 'application/vnd.microsoft.teams.file.download.info';
    await post({ ...recorded('teams-file', '', connector.address), attachments: [{ contentType, name: 'EASMailboxLog.txt', content: { downloadUrl } }] });
    await until(() => JSON.stringify(connector.sent).includes('I found what is wrong'));
    const said = JSON.stringify(connector.sent);
    expect(said).toContain('RequireDeviceEncryption');
    expect(planted.filter((secret) => said.includes(secret))).toEqual([]);
    expect(leftBehind()).toEqual([]);
  });

  it('a text file with a problem in words is taken as if they had been typed', async () => {
    const downloadUrl = `http://127.0.0.1:${(files.address() as AddressInfo).port}/words?tempauth=x`;
    const contentType = 'application/vnd.microsoft.teams.file.download.info';
    const conversation = { id: 'a:words', conversationType: 'personal' };
    const attachments = [{ contentType, name: 'error.txt', content: { downloadUrl } }];
    await post({ ...recorded('teams-file', '', connector.address), id: 'words', conversation, attachments });
    const ofWords = (): string => JSON.stringify(connector.sent.filter(({ path }) => path.includes('words')));
    await until(() => ofWords().includes('Because you mentioned'));
    expect(ofWords()).toMatch(/I read this file.*error\.txt.*Because you mentioned “86000C2B”/);
  });

  it('so does a pasted mail', async () => {
    await post({ ...recorded('teams-message', notice, connector.address), id: 'pasted', conversation: { id: 'a:pasted', conversationType: 'personal' } });
    await until(() => connector.sent.some(({ path, activity }) => path.includes('pasted') && JSON.stringify(activity).includes('I found what is wrong')));
    expect(leftBehind()).toEqual([]);
  });

  it('a picture asks for its words', async () => {
    const attachments = [{ contentType: 'image/png', contentUrl: 'https://smba.trafficmanager.net/x/screen.png' }];
    const conversation = { id: 'a:picture', conversationType: 'personal' };
    await post({ ...recorded('teams-message', '', connector.address), id: 'picture', conversation, attachments });
    await until(() => JSON.stringify(connector.sent).includes('Please type the code or the words that it shows'));
  });
});
