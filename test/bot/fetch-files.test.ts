/** The files of a posted activity are fetched from where Teams keeps them, and from nowhere else. */
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { fetchFiles, type Keep } from '../../bot/connector/fetch-files.ts';
import type { IncomingActivity } from '../../bot/connector/incoming.ts';
import { isFileAddress } from '../../bot/connector/service-address.ts';
import type { ReadFile } from '../../bot/files/file-reader.ts';
import { Refusal } from '../../bot/refusal.ts';
import { unknownText } from '../../diagnostics/unknown.ts';

const log = pino({ level: 'silent' });
let server: Server;
let origin: string;
let asked: IncomingHttpHeaders[];

/** What the file server does at each path. */
const doors: Readonly<Record<string, RequestListener>> = {
  '/log.txt': (_request, response) => response.end('a log'),
  '/link': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end('<html>Sign in</html>');
  },
  '/moved': (_request, response) => {
    response.writeHead(302, { location: '/log.txt' });
    response.end();
  },
  '/says-too-large': (_request, response) => {
    response.writeHead(200, { 'content-length': 60 * 1024 * 1024 });
    response.flushHeaders();
  },
  '/is-too-large': (_request, response) => {
    const part = Buffer.alloc(1024 * 1024);
    const send = (): void => void (response.destroyed || response.write(part, () => setImmediate(send)));
    send();
  },
  '/slow': (_request, response) => {
    response.write('a');
    setTimeout(() => response.end('b'), 15_000).unref();
  },
  '/cut': (_request, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('a', () => response.destroy());
  },
};

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.headers);
    const door = doors[request.url ?? ''];
    // Not chained: restify, which other tests load, gives nothing back there.
    if (door === undefined) response.writeHead(404);
    if (door === undefined) response.end();
    else door(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => (asked = []));
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Reads a file away and says how long it was. */
const readFile: ReadFile = async (name, chunks) => {
  let bytes = 0;
  for await (const chunk of chunks) bytes += chunk.length;
  return { name, problem: `${bytes} bytes` };
};

function activityWith(...attachments: unknown[]): IncomingActivity {
  return { type: 'message', channelId: 'msteams', serviceUrl: origin, conversation: { id: 'c' }, attachments };
}

/** A file as Teams sends it. */
function teamsFile(address: string, name = 'log.txt'): unknown {
  return {
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    name,
    contentUrl: 'https://contoso.sharepoint.com/a.txt',
    content: { downloadUrl: address, fileType: 'txt' },
  };
}

describe('A file', () => {
  it('is fetched from its download address, without any token', async () => {
    expect(await fetchFiles(activityWith(teamsFile(`${origin}/log.txt`)), false, readFile, log)).toEqual([{ name: 'log.txt', problem: '5 bytes' }]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).not.toHaveProperty('authorization');
    expect(asked[0]).not.toHaveProperty('cookie');
  });

  it.each([
    ['/link', 'I got a link to a page instead of the file'],
    ['/moved', 'I could not fetch this file. '],
    ['/gone', 'I could not fetch this file. '],
    ['/cut', 'I could not fetch this file. '],
    ['/says-too-large', 'too large'],
    ['/is-too-large', 'too large'],
  ])('at %s is not read, and it is said why', async (path, says) => {
    const [file] = await fetchFiles(activityWith(teamsFile(`${origin}${path}`)), false, readFile, log);
    expect(file).toEqual({ name: 'log.txt', problem: expect.stringContaining(says) as string });
    expect(asked).toHaveLength(1);
  });

  it('that comes too slowly is given up in time for an answer, also while it waits for its turn', async () => {
    const began = performance.now();
    const waiting: ReadFile = async (name, chunks) => {
      await new Promise((resolve) => setTimeout(resolve, 9_000));
      return readFile(name, chunks);
    };
    const read = [readFile, waiting].map((reads) => fetchFiles(activityWith(teamsFile(`${origin}/slow`)), false, reads, log));
    const [first, second] = await Promise.all(read);
    expect(first).toEqual([{ name: 'log.txt', problem: expect.stringContaining('in time') as string }]);
    expect(second).toEqual([{ name: 'log.txt', problem: expect.stringContaining('in time') as string }]);
    expect(performance.now() - began).toBeLessThan(12_000);
  });

  it('whose reading is refused says what helps', async () => {
    const refuse: ReadFile = async () => {
      throw new Refusal(408, 'The file stopped arriving.');
    };
    const [file] = await fetchFiles(activityWith(teamsFile(`${origin}/log.txt`)), false, refuse, log);
    expect(file?.problem).toContain('I could not fetch this file');
  });

  it('with a name that disguises its ending, or leads out of its folder, gets a plain one', async () => {
    const files = [teamsFile(`${origin}/log.txt`, '../../a\u202Etxt.exe'), teamsFile(`${origin}/log.txt`, '\u200E')];
    expect((await fetchFiles(activityWith(...files), false, readFile, log)).map((one) => one.name)).toEqual(['atxt.exe', 'file']);
  });

  it('beyond the fifth is not fetched, and it is said', async () => {
    const files = Array.from({ length: 6 }, (_, index) => teamsFile(`${origin}/log.txt`, `${index}.txt`));
    const read = await fetchFiles(activityWith(...files), false, readFile, log);
    expect(read.map((one) => one.problem)).toEqual([...Array.from({ length: 5 }, () => '5 bytes'), expect.stringContaining('at most 5 files') as string]);
    expect(asked).toHaveLength(5);
  });
});

describe('A file of somebody who agreed that it is kept', () => {
  it('is read and kept, with the same bytes', async () => {
    const kept: string[] = [];
    const keep: Keep = async ({ name, content }) => `${name} ${kept.push(Buffer.from(content).toString())}`;
    const [file] = await fetchFiles(activityWith(teamsFile(`${origin}/log.txt`)), false, readFile, log, keep);
    expect(file).toEqual({ name: 'log.txt', problem: '5 bytes', kept: 'log.txt 1' });
    expect(kept).toEqual(['a log']);
  });

  it('is not kept when it is a private key', async () => {
    const secret: ReadFile = async (name, content) => ({ ...(await readFile(name, content)), finding: unknownText('-----BEGIN PRIVATE KEY-----') });
    const [file] = await fetchFiles(activityWith(teamsFile(`${origin}/log.txt`)), false, secret, log, async () => 'kept');
    expect(file).not.toHaveProperty('kept');
  });

  it('is not kept when it broke off or is too large', async () => {
    const keep: Keep = async () => 'kept';
    for (const path of ['/cut', '/is-too-large', '/link']) {
      const [file] = await fetchFiles(activityWith(teamsFile(`${origin}${path}`)), false, readFile, log, keep);
      expect(file).not.toHaveProperty('kept');
    }
  });
});

it('A web page is fetched where the file is one, and taken for a sign-in where it is not', async () => {
  const text = { contentType: 'text/plain', name: 'log.txt', contentUrl: `${origin}/link` };
  const named = { contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'Result.HTM', content: { downloadUrl: `${origin}/link` } };
  const page = { contentType: 'text/html', name: 'result', contentUrl: `${origin}/link` };
  const problems = (await fetchFiles(activityWith(text, named, page), false, readFile, log)).map((one) => one.problem);
  expect(problems).toEqual([expect.stringContaining('a link to a page'), '20 bytes', '20 bytes']);
});

it('A picture is not fetched; its words are asked for', async () => {
  const picture = { contentType: 'image/png', name: 'screen.png', contentUrl: `${origin}/log.txt` };
  const [file] = await fetchFiles(activityWith(picture), false, readFile, log);
  expect(file?.problem).toContain('Please type the code or the words that it shows');
  expect(asked).toEqual([]);
});

it('The copy of a message that Teams adds, cards, and nonsense are no files', async () => {
  const others = [
    { contentType: 'text/html', content: '<p>x</p>' },
    { contentType: 'application/vnd.microsoft.card.adaptive', content: {} },
  ];
  expect(await fetchFiles(activityWith(...others), false, readFile, log)).toEqual([]);
  expect(await fetchFiles({ ...activityWith(), attachments: 'x' }, false, readFile, log)).toEqual([]);
  expect(await fetchFiles(activityWith(null, 7), false, readFile, log)).toEqual([]);
});

describe('With an application id', () => {
  it.each([
    'https://contoso.sharepoint.com/personal/a/Documents/log.txt?tempauth=x',
    'https://contoso-my.sharepoint.com/log.txt',
    'https://eu-prod.asyncgw.svc.ms/v1/objects/0-x/views/original',
    'https://contoso.sharepoint.com:443/log.txt',
  ])('files come from %s', (address) => {
    expect(isFileAddress(address, true)).toBe(true);
  });

  it.each([
    'http://contoso.sharepoint.com/log.txt',
    'https://contoso.sharepoint.com.evil.example/log.txt',
    'https://evilsharepoint.com/log.txt',
    'https://sharepoint.com/log.txt',
    'https://contoso.sharepoint.com:8443/log.txt',
    'https://user:word@contoso.sharepoint.com/log.txt',
    'https://contoso.sharepoint.com\\@evil.example/log.txt',
    'https://contoso.sharepoint.com /log.txt',
    'https://127.0.0.1/log.txt',
    'https://[::1]/log.txt',
    'https://169.254.169.254/metadata',
    'file:///etc/passwd',
    'not an address',
  ])('files do not come from %s', async (address) => {
    expect(isFileAddress(address, true)).toBe(false);
    const [file] = await fetchFiles(activityWith(teamsFile(address)), true, readFile, log);
    expect(file?.problem).toContain('I cannot fetch a file from there');
  });
});

it.each(['https://contoso.sharepoint.com/log.txt', 'http://192.0.2.1/log.txt', 'file:///etc/passwd', 'http://localhost.evil.example/'])(
  'Without an application id nothing is fetched from %s',
  (address) => expect(isFileAddress(address, false)).toBe(false),
);
